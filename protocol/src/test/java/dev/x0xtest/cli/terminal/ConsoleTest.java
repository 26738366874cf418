package dev.x0xtest.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.cli.terminal.Console.ColorMode;
import dev.x0xtest.cli.terminal.Console.Colors;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleTest {
    private static Console of(ColorMode mode, boolean terminal, String... environment) {
        return of(mode, terminal, OptionalInt.empty(), StandardCharsets.UTF_8, environment);
    }

    private static Console of(
            ColorMode mode, boolean terminal, OptionalInt columns, Charset charset, String... environment) {
        Map<String, String> variables = new HashMap<>();
        for (String one : environment) {
            variables.put(one.split("=", 2)[0], one.split("=", 2)[1]);
        }
        return Console.of(new Console.Facts(variables, charset, terminal, columns), mode);
    }

    @ParameterizedTest
    @CsvSource({
        "xterm-256color, PALETTE",
        "screen-256color, PALETTE",
        "tmux-256color, PALETTE",
        "xterm-kitty, PALETTE",
        "alacritty, PALETTE",
        "xterm, BASIC",
        "linux, BASIC",
        "screen, BASIC",
        "rxvt-unicode, BASIC",
        "st, BASIC",
        "vt100, NONE",
        "vt220, NONE",
        "xterm-mono, NONE",
        "linux-m, NONE",
        "stv52, NONE",
        "dumb, NONE",
        "'', NONE"
    })
    void theColoursAreThoseOfTheTerminal(String term, Colors expected) {
        assertThat(of(ColorMode.AUTO, true, "TERM=" + term).colors()).isEqualTo(expected);
    }

    @Test
    void colortermTellsOfAPaletteButNotOnATerminalWithoutColours() {
        assertThat(of(ColorMode.AUTO, true, "TERM=xterm", "COLORTERM=truecolor").colors())
                .isEqualTo(Colors.PALETTE);
        assertThat(of(ColorMode.AUTO, true, "TERM=new-one", "COLORTERM=24bit").colors())
                .isEqualTo(Colors.PALETTE);
        assertThat(of(ColorMode.AUTO, true, "TERM=vt100", "COLORTERM=truecolor").colors())
                .isEqualTo(Colors.NONE);
        assertThat(of(ColorMode.AUTO, true, "TERM=dumb", "COLORTERM=truecolor").colors())
                .isEqualTo(Colors.NONE);
    }

    @Test
    void aFileGetsNoColour() {
        assertThat(of(ColorMode.AUTO, false, "TERM=xterm-256color").color()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "NO_COLOR=1, false, true",
        "NO_COLOR=, true, true",
        "CLICOLOR=0, false, true",
        "CLICOLOR=1, true, true",
        "CLICOLOR_FORCE=1, true, false",
        "CLICOLOR_FORCE=0, false, false",
        "FORCE_COLOR=1, true, false",
        "FORCE_COLOR=0, false, true",
        "FORCE_COLOR=false, false, true"
    })
    void theUsualVariablesAreHonoured(String variable, boolean color, boolean terminal) {
        assertThat(of(ColorMode.AUTO, terminal, "TERM=xterm", variable).color()).isEqualTo(color);
    }

    @Test
    void noColorWinsOverForcedColourAndTheFlagOverBoth() {
        assertThat(of(ColorMode.AUTO, true, "TERM=xterm", "NO_COLOR=1", "FORCE_COLOR=1", "CLICOLOR_FORCE=1")
                        .color())
                .isFalse();
        assertThat(of(ColorMode.ALWAYS, false, "NO_COLOR=1").color()).isTrue();
        assertThat(of(ColorMode.NEVER, true, "TERM=xterm", "FORCE_COLOR=1").color())
                .isFalse();
    }

    @Test
    void colourThatIsAskedForIsNotMoreThanTheTerminalHas() {
        assertThat(of(ColorMode.ALWAYS, false).colors()).isEqualTo(Colors.BASIC);
        assertThat(of(ColorMode.ALWAYS, true, "TERM=vt100").colors()).isEqualTo(Colors.BASIC);
        assertThat(of(ColorMode.ALWAYS, false, "TERM=xterm-256color").colors()).isEqualTo(Colors.PALETTE);
        assertThat(of(ColorMode.AUTO, false, "FORCE_COLOR=2").colors()).isEqualTo(Colors.PALETTE);
    }

    @Test
    void onlyATerminalThatSaysWhatItIsGetsABar() {
        assertThat(of(ColorMode.ALWAYS, false, "TERM=xterm").live()).isFalse();
        assertThat(of(ColorMode.AUTO, true, "TERM=dumb").live()).isFalse();
        assertThat(of(ColorMode.AUTO, true).live()).isFalse();
        assertThat(of(ColorMode.AUTO, true, "TERM=vt100").live()).isTrue();
        assertThat(of(ColorMode.NEVER, true, "TERM=xterm").live()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"US-ASCII", "ISO-8859-1"})
    void aCharsetWithoutArrowsGetsAscii(String charset) {
        Console ascii = of(ColorMode.AUTO, true, OptionalInt.empty(), Charset.forName(charset), "TERM=xterm");
        assertThat(ascii.unicode()).isFalse();
        assertThat(ascii.arrow() + ascii.diagonal() + ascii.dots() + ascii.cut("label", 3))
                .isEqualTo("->-...la~");
        assertThat(of(ColorMode.AUTO, true).unicode()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "true, -1, '', 80",
        "false, -1, '', 120",
        "true, 40, '', 40",
        "true, 40, 132, 132",
        "true, 200, 33, 33",
        "true, 0, '', 80",
        "true, 60000, '', 1000",
        "true, -1, 9999, 1000",
        "true, -1, 3, 80",
        "true, -1, wide, 80",
        "false, -1, 40, 40"
    })
    void theWidthIsColumnsThenTheTerminals(boolean terminal, int asked, String columns, int expected) {
        OptionalInt told = asked < 0 ? OptionalInt.empty() : OptionalInt.of(asked);
        assertThat(of(ColorMode.AUTO, terminal, told, StandardCharsets.UTF_8, "TERM=xterm", "COLUMNS=" + columns)
                        .width())
                .isEqualTo(expected);
    }
}
