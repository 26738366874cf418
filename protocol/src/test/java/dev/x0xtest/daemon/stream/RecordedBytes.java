package dev.x0xtest.daemon.stream;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Reads streams that were recorded from x0xd 0.48.1, without the response headers at the top of each file. */
final class RecordedBytes {
    private RecordedBytes() {}

    static byte[] bytes(String name) {
        try (InputStream in = RecordedBytes.class.getResourceAsStream("/recorded/" + name)) {
            if (in == null) {
                throw new IllegalStateException("no recording " + name);
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.replaceAll("(?m)^# .*\\n", "").getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
