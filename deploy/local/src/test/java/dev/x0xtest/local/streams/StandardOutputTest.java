package dev.x0xtest.local.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.local.X0xtestMain;
import dev.x0xtest.local.mesh.process.JavaProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program as a shell starts it: standard output that fails, and what ends up in a file. */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class StandardOutputTest {
    private static final Path JOURNALS = Path.of(
                    "../../coordinator/src/test/resources/dev/x0xtest/coordinator/journals")
            .toAbsolutePath();

    @TempDir
    private Path directory = Path.of("");

    private int exit;
    private String err = "";
    private String out = "";

    /** {@code shell} with {@code "$@"} for the program and its arguments. */
    private void run(String shell, List<String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("env"));
        command.addAll(environment);
        command.addAll(List.of("bash", "-c", shell, "sh"));
        command.addAll(JavaProgram.small());
        command.add(X0xtestMain.class.getName());
        command.addAll(List.of(arguments));
        Path errors = directory.resolve("err");
        Path output = directory.resolve("out");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
        exit = builder.start().waitFor();
        err = Files.readString(errors);
        out = Files.readString(output);
    }

    @ParameterizedTest
    @CsvSource({
        "help matrix, >/dev/full, No space left on device",
        "help matrix, >&-,        Bad file descriptor",
        "--version,   >/dev/full, No space left on device",
        "--version,   >&-,        Bad file descriptor"
    })
    void anOutputThatFailsIsOneLineAndNoSuccess(String what, String redirection, String reason) throws Exception {
        run("exec \"$@\" " + redirection, List.of(), what.split(" "));
        assertThat(err.lines()).containsExactly("x0xtest: the result cannot be written to standard output: " + reason);
        assertThat(exit).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({">/dev/full, by-plans, 1", ">&-, per-pair, 1", ">/dev/full, stopped, 143"})
    void aRefutedPairAndASignalKeepTheirCodeAndTheFilesAreWritten(String redirection, String journal, int code)
            throws Exception {
        Path json = directory.resolve("out.json");
        run("exec \"$@\" " + redirection, List.of(), "report", at(journal), "--json", json.toString());
        assertThat(err.lines()).hasSize(1);
        assertThat(exit).isEqualTo(code);
        assertThat(json).content().contains("\"exit_code\": " + code).endsWith("}\n");
    }

    @ParameterizedTest
    @CsvSource({"help matrix, 0", "report, 1"})
    void aReaderThatHasEnoughIsNoFailure(String what, int code) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(what.split(" ")));
        if (what.equals("report")) {
            arguments.add(at("by-plans"));
        }
        run("\"$@\" | true; echo ${PIPESTATUS[0]}", List.of(), arguments.toArray(String[]::new));
        assertThat(err).isEmpty();
        assertThat(out).isEqualTo(code + "\n");
    }

    @ParameterizedTest
    @CsvSource({"LC_ALL=C, false", "LC_ALL=C.UTF-8, true"})
    void thePersonsLocaleDecidesWhatIsWritten(String locale, boolean glyphs) throws Exception {
        run("exec \"$@\"", List.of(locale), "report", at("per-pair"));
        assertThat(out.contains("\u2192")).isEqualTo(glyphs);
        assertThat(out.contains("->")).isNotEqualTo(glyphs);
        run("exec \"$@\"", List.of(locale), "matrix", "--help");
        assertThat(out.contains("TEST_NYC_IP=\u2026")).isEqualTo(glyphs);
        assertThat(out.contains("TEST_NYC_IP=...")).isNotEqualTo(glyphs);
        assertThat(out).doesNotContain("?");
    }

    private static String at(String journal) {
        return JOURNALS.resolve(journal).toString();
    }
}
