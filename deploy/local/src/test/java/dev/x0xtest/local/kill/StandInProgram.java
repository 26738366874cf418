package dev.x0xtest.local.kill;

import dev.x0xtest.local.mesh.daemons.X0xdBinary;
import dev.x0xtest.local.mesh.process.JavaProgram;
import dev.x0xtest.minimesh.MiniMeshMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A program with the name and the flags of x0xd that is a stand-in. */
public final class StandInProgram {
    private StandInProgram() {}

    /** Writes the program into this directory. */
    public static X0xdBinary in(Path directory) throws IOException {
        List<String> command = new ArrayList<>(JavaProgram.small());
        command.add(MiniMeshMain.class.getName());
        String words = command.stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
        Path program = Files.createFile(
                directory.resolve("x0xd"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(program, """
                #!/bin/sh
                case $1 in --version) echo "x0xd %s"; exit ;; esac
                exec %s "$@"
                """.formatted(X0xdBinary.TRIED, words));
        return X0xdBinary.find(program.toString(), Map.of()).orElseThrow();
    }
}
