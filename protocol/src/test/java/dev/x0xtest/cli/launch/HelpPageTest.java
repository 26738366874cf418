package dev.x0xtest.cli.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The pages of a small program: their parts, their width, and the ways to them. */
class HelpPageTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Command(
            name = "tool",
            description = "A tool.",
            subcommands = {Go.class, Secret.class, HelpCommand.class})
    static final class Tool {}

    @Command(
            name = "go",
            description = "Go somewhere.",
            mixinStandardHelpOptions = true,
            exitCodeList = {"0:There.", "130, 143:Interrupted."},
            footerHeading = "Examples%n",
            footer = {
                "  tool go --to http://127.0.0.1:12700",
                "  tool go         goes, or says why it does not go",
                "",
                "A last word."
            })
    @SuppressWarnings("UnusedVariable") // picocli shows the options
    static final class Go implements Runnable {
        @Option(
                names = "--to",
                paramLabel = "URL",
                defaultValue = "http://127.0.0.1:12700",
                description = "Where the journey ends, by the address (default: ${DEFAULT-VALUE}).")
        private String to = "";

        @Option(names = "--secret", hidden = true, description = "Not shown.")
        private boolean secret;

        @Override
        public void run() {}
    }

    @Command(name = "secret", hidden = true, description = "Not shown.")
    static final class Secret implements Runnable {
        @Override
        public void run() {}
    }

    private int run(String... arguments) {
        CommandLine root = new CommandLine(new Tool());
        root.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return new CommandLineRunner(Map.of(), Map.of()).run(root, arguments);
    }

    @Test
    void aProgramWithoutACommandListsItsCommandsOnStderrAndFails() {
        assertThat(run()).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString())
                .startsWith("Usage: tool COMMAND")
                .contains("go ", "Go somewhere.", "help ")
                .doesNotContain("Not shown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"help go", "go --help", "go -h"})
    void everyWayLeadsToTheSamePage(String line) {
        assertThat(run(line.split(" "))).isZero();
        assertThat(err.toString()).isEmpty();
        assertThat(out.toString().lines().toList())
                .contains(
                        "Options:",
                        "      --to=URL               Where the journey ends, by the address (default:",
                        "                             http://127.0.0.1:12700).",
                        "Exit codes:",
                        "  130, 143  Interrupted.",
                        "Examples:",
                        "  tool go --to http://127.0.0.1:12700",
                        "A last word.")
                .doesNotContain("Not shown");
    }

    @Test
    void helpAloneIsTheListAndSucceeds() {
        assertThat(run("help")).isZero();
        assertThat(out.toString()).contains("Go somewhere.");
    }

    @Test
    void helpForAnUnknownCommandNamesTheNearest() {
        assertThat(run("help", "goo")).isEqualTo(2);
        assertThat(err.toString().lines())
                .containsExactly("tool help: tool has no command 'goo'; did you mean 'go'? ('tool --help' lists them)");
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 40, 55, 60, 80, 100})
    void noLineIsWiderThanAskedExceptForOneLongWord(int width) {
        CommandLine go = new CommandLine(new Go());
        List<String> lines = HelpPage.text(go.getCommandSpec(), width).lines().toList();
        assertThat(lines)
                .allMatch(line -> line.length() <= width || !line.strip().contains(" "));
        assertThat(String.join("\n", lines)).contains("http://127.0.0.1:12700).");
    }

    @Test
    void aMeaningThatDoesNotFitBesideItsCommandIsBelowIt() {
        CommandLine go = new CommandLine(new Go());
        assertThat(HelpPage.text(go.getCommandSpec(), 40).lines().toList())
                .containsSequence("  tool go", "      goes, or says why it does not go", "", "A last word.");
        assertThat(HelpPage.text(go.getCommandSpec(), 80).lines().toList())
                .contains("  tool go         goes, or says why it does not go");
    }
}
