package dev.x0xtest.local.kill;

import java.io.IOException;

/** Sends signals to processes of the test. */
final class Signals {
    private Signals() {}

    /** Sends it once; a process that has just ended does not matter. */
    static void send(String signal, long pid) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, String.valueOf(pid))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
