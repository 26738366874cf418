package dev.x0xtest.coordinator.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.cli.terminal.Console;
import dev.x0xtest.cli.terminal.Console.Colors;
import dev.x0xtest.coordinator.fleet.Network;
import dev.x0xtest.wire.NetworkName;
import java.util.List;
import org.junit.jupiter.api.Test;

class BannerTest {
    private static List<String> lines(int width, Colors colors) {
        Network prod = Network.named(new NetworkName("prod"));
        return new Banner(prod, true).lines(new Console(width, colors, false, false), true);
    }

    @Test
    void inAFileItHasNoEscapesAndNoBlankLines() {
        assertThat(lines(120, Colors.NONE))
                .allMatch(line -> !line.contains("\u001b") && !line.isBlank())
                .anyMatch(line -> line.startsWith("NETWORK prod: "))
                .anyMatch(line -> line.startsWith("Ctrl-C within"));
    }

    @Test
    void onANarrowTerminalNoLineIsWiderThanIt() {
        assertThat(lines(40, Colors.BASIC))
                .allMatch(line -> line.startsWith("\u001b["))
                .allMatch(line -> line.replaceAll("\u001b\\[[0-9;]*m", "").length() == 40);
    }
}
