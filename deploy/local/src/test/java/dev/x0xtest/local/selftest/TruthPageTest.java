package dev.x0xtest.local.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page docs/truth.md has the table of the mutants as their data has them. */
class TruthPageTest {
    private static final Path PAGE = Path.of("..", "..", "docs", "truth.md");
    private static final String BEGIN = "<!-- mutants -->\n";
    private static final String END = "<!-- end of mutants -->";

    @Test
    void thePageHasEachMutant() throws IOException {
        String page = Files.readString(PAGE);
        int from = page.indexOf(BEGIN);
        int to = page.indexOf(END);
        assertThat(from).as("%s in %s", BEGIN, PAGE).isPositive();
        assertThat(page.substring(from + BEGIN.length(), to)).isEqualTo(table(Mutants.all()));
    }

    private static String table(List<Mutant> mutants) {
        return "| mutant | what is broken | exit | what must be said | why |\n| --- | --- | --: | --- | --- |\n"
                + mutants.stream().map(TruthPageTest::row).collect(Collectors.joining());
    }

    private static String row(Mutant mutant) {
        Mutant.Expected expected = mutant.expect();
        StringBuilder says = new StringBuilder(expected.ended() == null ? "" : expected.ended());
        Map<String, String> cells = new TreeMap<>(expected.cells());
        cells.forEach((pair, outcome) -> says.append(says.isEmpty() ? "" : ", ")
                .append(pair.replace("*", "\\*"))
                .append(' ')
                .append(outcome));
        expected.causes()
                .forEach(cause -> says.append(says.isEmpty() ? "" : ", ").append("**" + cause + "**"));
        return "| `" + mutant.name() + "` | "
                + mutant.broken().stream().map(one -> "`" + one + "`").collect(Collectors.joining(", ")) + " | "
                + expected.exit() + " | " + (says.isEmpty() ? "all proven" : says) + " | " + mutant.why() + " |\n";
    }
}
