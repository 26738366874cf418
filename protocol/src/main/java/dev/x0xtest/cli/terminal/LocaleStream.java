package dev.x0xtest.cli.terminal;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Takes UTF-8 and passes on what a reader with another charset can read. Our own arrows, dots and ellipses become ASCII
 * where the charset has none. Everything else that it cannot encode, such as the name of a file, keeps its bytes: they are
 * what the file system has, and a question mark would name no file. Not thread-safe by itself; a {@code PrintStream} is.
 */
final class LocaleStream extends FilterOutputStream {
    private static final Map<String, String> GLYPHS = Map.of(
            "\u2026", "...",
            "\u2192", "->",
            "\u00b7", "-",
            "\u2014", "-",
            "\u2013", "-",
            "\u00b1", "+-",
            "\u2265", ">=",
            "\u2264", "<=",
            "\u2588", "#");

    private final CharsetEncoder encoder;
    private final ByteArrayOutputStream character = new ByteArrayOutputStream(4);
    private int missing;

    LocaleStream(OutputStream out, Charset charset) {
        super(out);
        this.encoder = charset.newEncoder();
    }

    @Override
    public void write(int value) throws IOException {
        int octet = value & 0xff;
        if (missing == 0) {
            if (octet < 0xc0) {
                out.write(octet);
                return;
            }
            missing = octet >= 0xf0 ? 3 : octet >= 0xe0 ? 2 : 1;
            character.write(octet);
            return;
        }
        character.write(octet);
        missing--;
        if (missing == 0) {
            out.write(encoded(character.toByteArray()));
            character.reset();
        }
    }

    /** In one piece, so that a line of several programs is not torn apart. */
    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int end = offset;
        while (end < offset + length && bytes[end] >= 0) {
            end++;
        }
        if (missing == 0 && end == offset + length) {
            out.write(bytes, offset, length);
            return;
        }
        for (int at = offset; at < offset + length; at++) {
            write(bytes[at]);
        }
    }

    private byte[] encoded(byte[] utf8) {
        String text = new String(utf8, StandardCharsets.UTF_8);
        if (!encoder.canEncode(text)) {
            String glyph = GLYPHS.get(text);
            return glyph == null ? utf8 : glyph.getBytes(StandardCharsets.US_ASCII);
        }
        try {
            ByteBuffer buffer = encoder.encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            return utf8;
        }
    }
}
