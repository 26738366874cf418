package dev.x0xtest.coordinator.matrix;

import dev.x0xtest.coordinator.fleet.Network;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The warning before a command touches a network that is not for experiments. */
public record Banner(Network network, boolean hold) {
    private static final String RED = "\u001b[1;97;41m";
    private static final String RESET = "\u001b[0m";
    private static final int WIDTH = 72;

    /** Blocks for the network's hold; Ctrl-C ends the program, as no handler is installed yet. */
    public void show(PrintWriter err, Map<String, String> environment) throws InterruptedException {
        if (network.banner().isEmpty()) {
            return;
        }
        boolean held = hold && !network.hold().isZero();
        boolean red = environment.getOrDefault("NO_COLOR", "").isEmpty();
        err.println(line("", red));
        err.println(line("NETWORK " + network.name().text() + ": " + network.banner(), red));
        if (held) {
            err.println(line("Ctrl-C within " + network.hold().toSeconds() + " s stops this", red));
        }
        err.println(line("", red));
        err.flush();
        if (held) {
            new CountDownLatch(1).await(network.hold().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static String line(String text, boolean red) {
        int left = Math.max(0, (WIDTH - text.length()) / 2);
        String padded = " ".repeat(left) + text + " ".repeat(Math.max(0, WIDTH - text.length() - left));
        return red ? RED + padded + RESET : padded;
    }
}
