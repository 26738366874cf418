package dev.x0xtest.coordinator.render.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsoleTest {
    @Test
    void aTerminalGetsColourUnlessNoColorIsSet() {
        assertThat(color(Console.ColorMode.AUTO, true, Map.of("TERM", "xterm"))).isTrue();
        assertThat(color(Console.ColorMode.AUTO, true, Map.of("TERM", "xterm", "NO_COLOR", "1")))
                .isFalse();
        assertThat(color(Console.ColorMode.AUTO, true, Map.of("TERM", "xterm", "NO_COLOR", "")))
                .isTrue();
        assertThat(color(Console.ColorMode.AUTO, true, Map.of("TERM", "dumb"))).isFalse();
        assertThat(color(Console.ColorMode.AUTO, false, Map.of("TERM", "xterm")))
                .isFalse();
    }

    @Test
    void whatIsAskedForWins() {
        assertThat(color(Console.ColorMode.ALWAYS, false, Map.of("NO_COLOR", "1")))
                .isTrue();
        assertThat(color(Console.ColorMode.NEVER, true, Map.of("TERM", "xterm")))
                .isFalse();
    }

    @Test
    void aFileOrADumbTerminalGetsNoBar() {
        assertThat(detect(Console.ColorMode.ALWAYS, false, Map.of()).live()).isFalse();
        assertThat(detect(Console.ColorMode.AUTO, true, Map.of("TERM", "dumb")).live())
                .isFalse();
        assertThat(detect(Console.ColorMode.AUTO, true, Map.of("TERM", "xterm")).live())
                .isTrue();
    }

    @Test
    void aCharsetWithoutArrowsGetsAscii() {
        Console ascii = Console.detect(Console.ColorMode.AUTO, true, Map.of(), StandardCharsets.US_ASCII);

        assertThat(ascii.unicode()).isFalse();
        assertThat(ascii.arrow() + ascii.diagonal() + ascii.dots() + ascii.cut("label", 3))
                .isEqualTo("->-...la~");
        assertThat(detect(Console.ColorMode.AUTO, true, Map.of()).unicode()).isTrue();
    }

    @Test
    void theWidthIsColumnsWhereThatIsSensible() {
        assertThat(detect(Console.ColorMode.AUTO, true, Map.of()).width()).isEqualTo(80);
        assertThat(detect(Console.ColorMode.AUTO, false, Map.of()).width()).isEqualTo(120);
        assertThat(detect(Console.ColorMode.AUTO, true, Map.of("COLUMNS", "132"))
                        .width())
                .isEqualTo(132);
        assertThat(detect(Console.ColorMode.AUTO, true, Map.of("COLUMNS", "9999"))
                        .width())
                .isEqualTo(1000);
        assertThat(detect(Console.ColorMode.AUTO, true, Map.of("COLUMNS", "3")).width())
                .isEqualTo(80);
        assertThat(detect(Console.ColorMode.AUTO, true, Map.of("COLUMNS", "wide"))
                        .width())
                .isEqualTo(80);
    }

    private static boolean color(Console.ColorMode mode, boolean terminal, Map<String, String> environment) {
        return detect(mode, terminal, environment).color();
    }

    private static Console detect(Console.ColorMode mode, boolean terminal, Map<String, String> environment) {
        return Console.detect(mode, terminal, environment, StandardCharsets.UTF_8);
    }
}
