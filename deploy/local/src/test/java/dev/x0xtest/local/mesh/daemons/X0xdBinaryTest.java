package dev.x0xtest.local.mesh.daemons;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.local.MeshOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Tests where x0xtest searches for a real x0xd. */
class X0xdBinaryTest {
    @TempDir
    private Path directory = Path.of("");

    /** Creates a program that prints this version. */
    private Path program(String folder, String version) throws IOException {
        Path file = Files.createDirectories(directory.resolve(folder)).resolve("x0xd");
        Files.writeString(file, "#!/bin/sh\necho 'x0xd " + version + "'\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static MeshOptions parsed(String... arguments) {
        MeshOptions options = new MeshOptions();
        new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments);
        return options;
    }

    @Test
    void theGivenOneWinsOverTheEnvironmentThePathAndTheCache() throws IOException {
        Path given = program("given", "1.0.0");
        Path variable = program("variable", "2.0.0");
        Path onPath = program("path", "3.0.0");
        Path cached = program("cache/x0xtest/x0xd-0.48.1/bin", "0.48.1");
        Map<String, String> all = Map.of(
                "X0XD", variable.toString(),
                "PATH", directory.resolve("none") + ":" + directory.resolve("path"),
                "XDG_CACHE_HOME", directory.resolve("cache").toString());
        Map<String, String> pathAndCache = Map.of("PATH", all.get("PATH"), "XDG_CACHE_HOME", all.get("XDG_CACHE_HOME"));

        assertThat(X0xdBinary.find(given.toString(), all)).contains(new X0xdBinary(given, "1.0.0"));
        assertThat(X0xdBinary.find("", all)).contains(new X0xdBinary(variable, "2.0.0"));
        assertThat(X0xdBinary.find("", pathAndCache)).contains(new X0xdBinary(onPath, "3.0.0"));
        assertThat(X0xdBinary.find("", Map.of("XDG_CACHE_HOME", all.get("XDG_CACHE_HOME"))))
                .contains(new X0xdBinary(cached, "0.48.1"));
    }

    @Test
    void theCacheIsBelowHomeUnlessSaidOtherwise() throws IOException {
        Path cached = program(".cache/x0xtest/x0xd-0.48.1/bin", "0.48.1");
        assertThat(X0xdBinary.find("", Map.of("HOME", directory.toString())))
                .contains(new X0xdBinary(cached, "0.48.1"));
    }

    @Test
    void aTildeIsTheHomeDirectory() throws IOException {
        Path mine = program("bin", "0.48.1");
        Map<String, String> environment = Map.of("HOME", directory.toString(), "X0XD", "~/bin/x0xd");
        assertThat(X0xdBinary.find("~/bin/x0xd", environment)).contains(new X0xdBinary(mine, "0.48.1"));
        assertThat(X0xdBinary.find("", environment)).contains(new X0xdBinary(mine, "0.48.1"));
    }

    @Test
    void whatIsNamedMustBeOne() {
        assertThatThrownBy(() -> X0xdBinary.find("", Map.of("X0XD", "/nonexistent")))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageStartingWith("X0XD: '/nonexistent' is not a program; without a path, --x0xd searches");
    }

    @Test
    void withoutOneTwoLinesSayHowToGetIt() {
        StringWriter err = new StringWriter();
        MeshOptions options = parsed("--x0xd", "--nodes", "3");
        assertThat(options.plan(Map.of("HOME", directory.toString()), new PrintWriter(err)))
                .isEmpty();
        assertThat(err.toString().lines()).hasSize(2);
        assertThat(err.toString()).contains("deploy/x0xd/install.sh").contains("16 minutes");
    }

    @Test
    void anotherVersionIsTakenWithAWarning() throws IOException {
        Path other = program("other", "0.49.0");
        StringWriter err = new StringWriter();
        MeshOptions options = parsed("--x0xd=" + other);
        assertThat(options.plan(Map.of(), new PrintWriter(err))).isPresent();
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(err.toString()).startsWith("warning: ").contains("0.49.0").contains("0.48.1");
    }
}
