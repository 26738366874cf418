package dev.x0xtest.coordinator.bundle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The end of a log. */
final class LogTail {
    private static final int MOST_BYTES = 2 << 20;
    private static final int MOST_LINES = 2_000;

    private LogTail() {}

    /** The last 2,000 lines, of the last 2 MiB. A line that is cut there is left out: half a secret looks like none. */
    static String of(Path log) throws IOException {
        try (SeekableByteChannel in = Files.newByteChannel(log)) {
            long skipped = Math.max(0, in.size() - MOST_BYTES);
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(in.size(), MOST_BYTES));
            in.position(skipped);
            while (bytes.hasRemaining() && in.read(bytes) >= 0) {
                // Until the end.
            }
            String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
            List<String> lines = text.lines().skip(skipped > 0 ? 1 : 0).toList();
            List<String> last = lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size());
            return last.isEmpty() ? "" : String.join("\n", last) + "\n";
        }
    }
}
