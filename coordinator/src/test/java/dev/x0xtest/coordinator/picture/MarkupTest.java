package dev.x0xtest.coordinator.picture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What nodes say is text on a page, never markup, and never a control character. */
class MarkupTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "<b>,&lt;b&gt;",
                "a&b,a&amp;b",
                "\",&quot;",
                "',&#39;",
                "</script>,&lt;/script&gt;",
                "größer,größer"
            })
    void markupIsEscaped(String raw, String safe) {
        assertThat(Markup.text(raw)).isEqualTo(safe);
    }

    @Test
    void controlCharactersAndTurnsOfTheDirectionAreReplaced() {
        assertThat(Markup.text("a\u0000b\u001b[31m\u202ec\u2066\ud800"))
                .isEqualTo("a\ufffdb\ufffd[31m\ufffdc\ufffd\ufffd");
        assertThat(Markup.text("a\nb\tc")).isEqualTo("a b c");
    }

    @Test
    void aStringOfJsonCannotEndItsScript() {
        assertThat(Markup.json("</script>\"\\&")).isEqualTo("\"\\u003c/script\\u003e\\\"\\\\\\u0026\"");
    }

    @Test
    void lengthIsBounded() {
        assertThat(Markup.text("x".repeat(100_000))).hasSizeLessThan(1_000).endsWith("…");
    }
}
