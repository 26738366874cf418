package dev.x0xtest.local.mesh.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a further program of ours is started: with the Java and the jars of this one, and little memory. */
public final class JavaProgram {
    /** Set by the launcher where there is a class-data archive. */
    private static final String ARCHIVE = "x0xtest.archive";

    private JavaProgram() {}

    /** Everything up to the main class. */
    public static List<String> small() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Xshare:auto"));
        String archive = System.getProperty(ARCHIVE, "");
        if (!archive.isEmpty()) {
            command.add("-XX:SharedArchiveFile=" + archive);
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        return command;
    }
}
