package dev.x0xtest.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextWrapTest {
    @Test
    void aLineThatFitsStaysAsItIs() {
        assertThat(TextWrap.line("    two  blanks", 15)).containsExactly("    two  blanks");
    }

    @Test
    void aLongOneHangsByTwoMoreThanItsIndentation() {
        assertThat(TextWrap.line("  one two three four", 12)).containsExactly("  one two", "    three", "    four");
    }

    @Test
    void onlyBlanksAreBroken() {
        assertThat(TextWrap.line("see http://127.0.0.1:12700/contacts or --api-base", 20))
                .containsExactly("see", "  http://127.0.0.1:12700/contacts", "  or --api-base");
    }

    @Test
    void coloursTakeNoColumn() {
        assertThat(TextWrap.line("\u001b[1mall\u001b[0m fits", 8)).containsExactly("\u001b[1mall\u001b[0m fits");
    }
}
