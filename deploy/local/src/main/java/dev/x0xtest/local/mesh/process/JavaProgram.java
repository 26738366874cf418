package dev.x0xtest.local.mesh.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts a further program of ours with the Java and the jars of this one, and with little memory. */
public final class JavaProgram {
    /** The option for class data; set by the launcher where there is some. */
    private static final String CLASSES = "x0xtest.classes";

    private JavaProgram() {}

    /** The command line up to the main class. */
    public static List<String> small() {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(options("common.options"));
        command.addAll(options("child.options"));
        String classes = System.getProperty(CLASSES, "");
        if (!classes.isEmpty()) {
            command.add(classes);
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        return command;
    }

    /** The options of a file of {@code deploy/jvm}, which the build puts beside this class. */
    private static List<String> options(String file) {
        try (InputStream resource = JavaProgram.class.getResourceAsStream(file)) {
            if (resource == null) {
                throw new IllegalStateException("the build left out " + file);
            }
            return new String(resource.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
