package dev.x0xtest.coordinator.matrix;

import dev.x0xtest.cli.terminal.Console;
import dev.x0xtest.cli.terminal.Terminals;
import dev.x0xtest.cli.terminal.TextWrap;
import dev.x0xtest.coordinator.fleet.Network;
import dev.x0xtest.coordinator.render.console.Paint;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The warning before a command touches a network that is not for experiments. */
public record Banner(Network network, boolean hold) {
    private static final int WIDTH = 72;

    /**
     * Blocks for the network's hold; Ctrl-C ends the program, as no handler is installed yet.
     *
     * @param color whether the person asked for colour on stderr
     */
    public void show(PrintWriter err, Console.ColorMode color) throws InterruptedException {
        if (network.banner().isEmpty()) {
            return;
        }
        boolean held = hold && !network.hold().isZero();
        lines(Terminals.console(Terminals.STDERR, color), held).forEach(err::println);
        err.flush();
        if (held) {
            new CountDownLatch(1).await(network.hold().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** A block with a line of blanks above and below where there is colour; else its words alone. */
    List<String> lines(Console console, boolean held) {
        Paint paint = new Paint(console);
        int width = Math.min(WIDTH, console.width());
        List<String> words = new ArrayList<>(
                TextWrap.paragraph("NETWORK " + network.name().text() + ": " + network.banner(), "", "", width));
        if (held) {
            words.add("Ctrl-C within " + network.hold().toSeconds() + " s stops this");
        }
        if (!console.color()) {
            return words;
        }
        words.add(0, "");
        words.add("");
        return words.stream().map(text -> paint.alarm(centred(text, width))).toList();
    }

    private static String centred(String text, int width) {
        int left = Math.max(0, (width - text.length()) / 2);
        return " ".repeat(left) + text + " ".repeat(Math.max(0, width - text.length() - left));
    }
}
