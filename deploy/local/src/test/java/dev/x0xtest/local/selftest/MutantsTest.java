package dev.x0xtest.local.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mutant is named right, its twin passes, and an expectation that is false in any point is noticed. */
class MutantsTest {
    private static final int LEAST = 30;

    @TempDir
    private Path directory = Path.of("");

    static List<Mutant> mutants() {
        return Mutants.all();
    }

    @Test
    void thereAreEnoughAndEachHasItsOwnNameAndSeed() {
        assertThat(mutants()).hasSizeGreaterThanOrEqualTo(LEAST);
        assertThat(mutants())
                .extracting(Mutant::name)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[a-z0-9-]+"));
        assertThat(mutants()).extracting(Mutant::seed).doesNotHaveDuplicates();
        assertThat(mutants()).extracting(Mutant::why).allMatch(why -> why.endsWith("."));
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void theMutantIsNamedRightAndAFalseExpectationIsNoticed(Mutant mutant) {
        Checker.Result result = new Checker(directory).check(mutant);
        assertThat(result.wrong()).as("%s: %s", mutant.name(), result.seen()).isEmpty();
        assertThat(result.twinWrong())
                .as("the healthy twin of %s", mutant.name())
                .isEmpty();
        for (Mutant.Expected falsified : falsified(mutant.expect())) {
            assertThat(Checker.differences(expecting(mutant, falsified), result.seen()))
                    .as("%s expecting %s", mutant.name(), falsified)
                    .isNotEmpty();
        }
    }

    private static Mutant expecting(Mutant mutant, Mutant.Expected expected) {
        return new Mutant(
                mutant.name(),
                mutant.broken(),
                mutant.nodes(),
                mutant.samples(),
                mutant.sizes(),
                mutant.rate(),
                mutant.attempts(),
                mutant.seed(),
                expected,
                mutant.why());
    }

    /** The same expectation, false in one point each. */
    static List<Mutant.Expected> falsified(Mutant.Expected right) {
        List<Mutant.Expected> all = new ArrayList<>();
        all.add(of(right, right.exit() == 0 ? 1 : 0, right.cells(), right.status(), right.causes(), right.words()));
        all.add(of(right, right.exit(), with(right.cells(), "n1>n2"), right.status(), right.causes(), right.words()));
        all.add(of(right, right.exit(), right.cells(), right.status() + "?", right.causes(), right.words()));
        all.add(of(
                right, right.exit(), right.cells(), right.status(), with(right.causes(), "PLANE raw"), right.words()));
        all.add(of(right, right.exit(), right.cells(), right.status(), right.causes(), with(right.words(), "unsaid?")));
        if (!right.cells().isEmpty()) {
            all.add(of(right, right.exit(), Map.of(), right.status(), right.causes(), right.words()));
        }
        if (!right.causes().isEmpty()) {
            all.add(of(right, right.exit(), right.cells(), right.status(), List.of(), right.words()));
        }
        right.figures()
                .forEach((name, count) -> all.add(new Mutant.Expected(
                        right.exit(),
                        right.ended(),
                        right.cells(),
                        right.status(),
                        right.causes(),
                        right.words(),
                        Map.of(name, count + 1))));
        all.add(new Mutant.Expected(
                right.exit(),
                right.ended() == null ? "cut" : null,
                right.cells(),
                right.status(),
                right.causes(),
                right.words(),
                right.figures()));
        return all;
    }

    private static Mutant.Expected of(
            Mutant.Expected right,
            int exit,
            Map<String, String> cells,
            String status,
            List<String> causes,
            List<String> words) {
        return new Mutant.Expected(exit, right.ended(), cells, status, causes, words, right.figures());
    }

    private static Map<String, String> with(Map<String, String> cells, String pair) {
        Map<String, String> other = new HashMap<>(Map.of(pair, "LATE"));
        cells.forEach((key, value) -> {
            if (!key.equals("*>*")) {
                other.put(key, value);
            }
        });
        return other;
    }

    private static List<String> with(List<String> texts, String one) {
        List<String> more = new ArrayList<>(texts);
        more.add(one);
        return more;
    }
}
