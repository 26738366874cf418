package dev.x0xtest.local.interop;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.local.mesh.daemons.Daemons;
import dev.x0xtest.local.mesh.daemons.X0xdBinary;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Upstream's own harness: Python programs in the {@code tests} folder of the published crate. They run where Cargo
 * unpacked them.
 *
 * @param python the path of a Python 3
 * @param tests the path of the folder
 */
public record UpstreamHarness(Path python, Path tests) {
    private static final String CRATE = "x0x-" + X0xdBinary.TRIED;

    static final String NO_PYTHON = "python3 on the PATH: install Python 3.8 or newer";
    static final String NO_CRATE = "the source of " + CRATE
            + " in $X0X_CRATE or Cargo's registry: run deploy/x0xd/install.sh, which leaves it there";

    /** Returns the harness of this machine. */
    public static UpstreamHarness find() {
        Map<String, String> environment = System.getenv();
        return new UpstreamHarness(
                python(environment).orElseThrow(() -> new EnvironmentException("missing " + NO_PYTHON, null)),
                tests(environment).orElseThrow(() -> new EnvironmentException("missing " + NO_CRATE, null)));
    }

    static Optional<Path> python(Map<String, String> environment) {
        return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "python3"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Searches below {@code $X0X_CRATE} if it is set, else below Cargo's registry. */
    static Optional<Path> tests(Map<String, String> environment) {
        String named = environment.getOrDefault("X0X_CRATE", "");
        List<Path> crates = named.isEmpty() ? unpacked(environment) : List.of(Path.of(named));
        return crates.stream()
                .map(crate -> crate.resolve("tests"))
                .filter(tests -> Files.isRegularFile(tests.resolve("e2e_vps_mesh.py")))
                .findFirst();
    }

    private static List<Path> unpacked(Map<String, String> environment) {
        String home = environment.getOrDefault("CARGO_HOME", "");
        Path cargo = home.isEmpty() ? Path.of(environment.getOrDefault("HOME", ""), ".cargo") : Path.of(home);
        Path sources = cargo.resolve("registry/src");
        if (!Files.isDirectory(sources)) {
            return List.of();
        }
        try (Stream<Path> registries = Files.list(sources)) {
            return registries.map(registry -> registry.resolve(CRATE)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns the command of a program, given by its path below the folder. Python writes no bytecode beside the
     * source.
     */
    List<String> command(String program) {
        return List.of(python.toString(), "-B", tests.resolve(program).toString());
    }

    /** Reads the token, because upstream's programs take it by value. */
    static String token(Daemons.Node node) {
        try {
            return Files.readString(node.tokenFile()).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
