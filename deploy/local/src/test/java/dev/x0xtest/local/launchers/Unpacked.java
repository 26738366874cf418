package dev.x0xtest.local.launchers;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The launchers of a working copy or of the archive, in a directory of their own, with the classes of this test. */
final class Unpacked {
    private static final Path ROOT = Path.of("..", "..");
    private static final List<String> MODULES =
            List.of("protocol", "runner-agent", "coordinator", "deploy/mini-mesh", "deploy/local");

    private final Path directory;
    private final Path launcher;

    private Unpacked(Path directory, Path launcher) {
        this.directory = directory;
        this.launcher = launcher;
    }

    /** What one start printed on both streams, and how it ended. */
    record Ran(int exit, String text) {
        /** Without what Java itself says about variables of the environment. */
        List<String> lines() {
            return text.lines()
                    .filter(line -> !line.startsWith("Picked up ") && !line.startsWith("NOTE: Picked up "))
                    .toList();
        }
    }

    /** A working copy that was built a moment ago. */
    static Unpacked workingCopy(Path directory) throws IOException {
        Path launcher = copy(ROOT.resolve("x0xtest"), directory.resolve("x0xtest"));
        copyOptions(directory.resolve("deploy/jvm"));
        Files.writeString(directory.resolve("pom.xml"), "");
        for (String module : MODULES) {
            Files.createDirectories(directory.resolve(module).resolve("src/main"));
            Files.writeString(directory.resolve(module).resolve("pom.xml"), "");
        }
        Path dist = Files.createDirectories(directory.resolve("deploy/local/target/dist"));
        jar(dist.resolve("lib/all.jar"));
        Unpacked copy = new Unpacked(directory, launcher);
        Files.writeString(dist.resolve("built"), "");
        copy.builtAt(Instant.now().plusSeconds(60));
        return copy;
    }

    /** The coordinator's archive. */
    static Unpacked archive(Path directory) throws IOException {
        Path launcher = copy(ROOT.resolve("coordinator/src/dist/x0xtest"), directory.resolve("bin/x0xtest"));
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
        copyOptions(directory.resolve("lib"));
        jar(directory.resolve("lib/all.jar"));
        return new Unpacked(directory, launcher);
    }

    private static Path copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        return Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
    }

    private static void copyOptions(Path to) throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("deploy/jvm"))) {
            for (Path file : files.toList()) {
                copy(file, to.resolve(file.getFileName().toString()));
            }
        }
    }

    /** A jar without classes that refers to the class path of this test. */
    private static void jar(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes()
                .put(
                        Attributes.Name.CLASS_PATH,
                        Stream.of(System.getProperty("java.class.path").split(":"))
                                .map(entry -> Path.of(entry).toUri().toString())
                                .collect(Collectors.joining(" ")));
        try (OutputStream out = Files.newOutputStream(file)) {
            new JarOutputStream(out, manifest).close();
        }
    }

    Path directory() {
        return directory;
    }

    void builtAt(Instant time) throws IOException {
        Files.setLastModifiedTime(directory.resolve("deploy/local/target/dist/built"), FileTime.from(time));
    }

    Ran run(Map<String, String> environment, String... arguments) throws InterruptedException {
        return run(List.of(), environment, arguments);
    }

    /** With a command in front, such as one that lowers a limit. An empty value removes a variable. */
    Ran run(List<String> front, Map<String, String> environment, String... arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(front);
        command.add(launcher.toString());
        command.addAll(List.of(arguments));
        try {
            Path out = Files.createTempFile(directory.getParent(), "out", "");
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            builder.environment()
                    .put("XDG_CACHE_HOME", directory.resolve("cache").toString());
            environment.forEach((name, value) -> {
                builder.environment().remove(name);
                if (!value.isEmpty()) {
                    builder.environment().put(name, value);
                }
            });
            Process process = builder.redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(90, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new AssertionError("does not end: " + Files.readString(out));
            }
            return new Ran(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
