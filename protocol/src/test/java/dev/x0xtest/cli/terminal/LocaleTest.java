package dev.x0xtest.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which charset a person reads, and what becomes of a text in it. */
class LocaleTest {
    @ParameterizedTest
    @CsvSource({
        "'', US-ASCII",
        "LC_ALL=C, US-ASCII",
        "LC_ALL=POSIX, US-ASCII",
        "LANG=C.UTF-8, UTF-8",
        "LANG=C.utf8, UTF-8",
        "LANG=de_DE.UTF-8@euro, UTF-8",
        "LC_CTYPE=UTF-8, UTF-8",
        "LANG=de_DE.ISO-8859-15, ISO-8859-15",
        "LANG=en_US, US-ASCII",
        "LANG=xx.no-such-charset, US-ASCII",
        "LANG=xx.?!, US-ASCII",
        "'LC_ALL= LANG=C.UTF-8', UTF-8",
        "'LC_ALL=C LANG=C.UTF-8', US-ASCII",
        "'LC_CTYPE=C LANG=C.UTF-8', US-ASCII",
        "'x0xtest.charset=ANSI_X3.4-1968 LC_ALL=C.UTF-8', US-ASCII",
        "'x0xtest.charset=UTF-8 LC_ALL=C', UTF-8",
        "'x0xtest.charset=646 LC_ALL=C.UTF-8', US-ASCII",
        "'stdout.encoding=UTF-8 LC_ALL=C', UTF-8",
        "'x0xtest.charset=ANSI_X3.4-1968 stdout.encoding=UTF-8', US-ASCII"
    })
    void theCharset(String settings, String expected) {
        Map<String, String> all = new HashMap<>();
        for (String one : settings.split(" ", -1)) {
            all.put(one.split("=", 2)[0], one.contains("=") ? one.split("=", 2)[1] : "");
        }
        assertThat(LocaleCharset.of(all, all)).isEqualTo(Charset.forName(expected));
    }

    private static byte[] through(String charset, byte[]... pieces) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (LocaleStream stream = new LocaleStream(bytes, Charset.forName(charset))) {
            for (byte[] piece : pieces) {
                stream.write(piece);
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void ourGlyphsBecomeAsciiAndNothingBecomesAQuestionMark() throws IOException {
        String text = "nyc \u2192 sfo \u00b7 \u2026 \u00b129\n";
        assertThat(new String(through("US-ASCII", utf8(text)), StandardCharsets.US_ASCII))
                .isEqualTo("nyc -> sfo - ... +-29\n");
    }

    @Test
    void theNameOfAFileKeepsItsBytes() throws IOException {
        byte[] name = utf8("/tmp/f\u00fcr \ud83d\ude80/out.json");
        assertThat(through("US-ASCII", name)).isEqualTo(name);
    }

    @Test
    void aCharsetGetsWhatItHas() throws IOException {
        assertThat(through("ISO-8859-1", utf8("f\u00fcr \u00b7 \u2026")))
                .isEqualTo("f\u00fcr \u00b7 ...".getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void aCharacterMayComeInPieces() throws IOException {
        byte[] dots = utf8("a\u2026b");
        assertThat(through(
                        "US-ASCII", new byte[] {dots[0], dots[1]}, new byte[] {dots[2]}, new byte[] {dots[3], dots[4]}))
                .isEqualTo(utf8("a...b"));
    }
}
