package dev.x0xtest.serve.history.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Who uses a history, in words that another process shows. */
final class Holder {
    private static final int MOST = 60;

    private Holder() {}

    /** Such as {@code x0xtest process 4711 on build-7}; PostgreSQL shows 63 characters of it. */
    static String name() {
        String name = "x0xtest process " + ProcessHandle.current().pid() + " on " + host();
        return name.length() > MOST ? name.substring(0, MOST) : name;
    }

    private static String host() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            return "this host";
        }
    }
}
