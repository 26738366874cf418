package dev.x0xtest.coordinator.run.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.coordinator.report.Origin;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of a journal in order and checks them. In format 2 a file that ends in the middle of a line is cut: what
 * comes before counts. A changed line with others behind it is damage. Used by one thread.
 */
final class JournalReader implements Closeable {
    private static final String HEADER = "{\"format\":";
    private static final byte[] DIGEST = "{\"payload\":".getBytes(StandardCharsets.US_ASCII);
    /** Ten years. Beyond it, the times of a run's timers would overflow. */
    private static final long LONGEST_NANOS = 315_360_000_000_000_000L;

    private static final Entry OTHER = new Entry(null, 0, 0, null, null);

    private final ObjectMapper json = JournalJson.mapper();
    private final JournalLines lines;
    private final Seal seal = new Seal();
    private final boolean digestsOnly;
    private final Header header;
    private long goodBytes;
    private boolean cut;

    /** The first line. */
    record Header(int format, RunConfig config, @Nullable Origin origin) {}

    /**
     * A line after the first: an event or a digest.
     *
     * @param atNanos on the run's clock
     * @param wallMs when that was; 0: unknown, as in format 1
     */
    record Entry(
            @Nullable RunEvent event,
            long atNanos,
            long wallMs,
            @Nullable String payloadId,
            @Nullable String sha256) {}

    /** Reads the first line; of the file only the first {@code mostBytes} bytes count. */
    static JournalReader of(Path file, long mostBytes) throws IOException {
        return new JournalReader(new JournalLines(file, mostBytes), false);
    }

    /** Parses the first line and the digests; of other lines only the checksum is looked at. */
    static JournalReader ofDigests(Path file) throws IOException {
        return new JournalReader(new JournalLines(file, Long.MAX_VALUE), true);
    }

    private JournalReader(JournalLines lines, boolean digestsOnly) throws IOException {
        this.lines = lines;
        this.digestsOnly = digestsOnly;
        boolean read = false;
        try {
            this.header = readHeader();
            read = true;
        } finally {
            if (!read) {
                lines.close();
            }
        }
        this.goodBytes = lines.offset();
    }

    Header header() {
        return header;
    }

    /** The next line; null at the end of what is whole. */
    @Nullable
    Entry next() throws IOException {
        byte[] line = cut ? null : lines.next();
        if (line == null || (header.format() != JournalJson.FIRST && !isWhole(line))) {
            return null;
        }
        goodBytes = lines.offset();
        if (digestsOnly && !begins(line, DIGEST)) {
            return OTHER;
        }
        return entry(header.format() == JournalJson.FIRST ? unsealed(line) : object(line));
    }

    private static boolean begins(byte[] line, byte[] start) {
        return line.length >= start.length && Arrays.equals(line, 0, start.length, start, 0, start.length);
    }

    private Entry entry(ObjectNode node) throws IOException {
        if (node.has(JournalJson.PAYLOAD) && node.has(JournalJson.SHA256)) {
            String id = node.get(JournalJson.PAYLOAD).asText();
            return new Entry(null, 0, 0, id, node.get(JournalJson.SHA256).asText());
        }
        if (!node.has(JournalJson.EVENT)) {
            return OTHER;
        }
        node.remove(JournalJson.CHECKSUM);
        JsonNode wall = node.remove(JournalJson.WALL);
        JsonNode at = node.remove(JournalJson.AT);
        if (at == null
                || !at.isIntegralNumber()
                || !at.canConvertToLong()
                || at.asLong() < 0
                || at.asLong() > LONGEST_NANOS) {
            throw damaged(null);
        }
        try {
            RunEvent event = json.treeToValue(node, RunEvent.class);
            return new Entry(event, at.asLong(), wall == null ? 0 : wall.asLong(), null, null);
        } catch (JsonProcessingException | RuntimeException e) {
            throw damaged(e);
        }
    }

    /** Where the last whole line ends. */
    long goodBytes() {
        return goodBytes;
    }

    /** To write on after the last whole line. */
    Seal seal() {
        return seal;
    }

    /** This line cannot be: somebody edited the file, or another build wrote it. */
    JournalReplay.Damage damaged(@Nullable Exception cause) {
        return new JournalReplay.Damage("is damaged in line " + lines.number(), cause);
    }

    /** Whether a sealed line is whole. If not, the file is cut here, unless others follow. */
    private boolean isWhole(byte[] line) throws IOException {
        if (lines.ended() && seal.verifies(line)) {
            return true;
        }
        JournalReplay.Damage damage = damaged(null);
        for (byte[] later = lines.next(); later != null; later = lines.next()) {
            if (Seal.isSealed(later)) {
                throw damage;
            }
        }
        cut = true;
        return false;
    }

    private ObjectNode object(byte[] line) throws IOException {
        try {
            if (json.readTree(line) instanceof ObjectNode node) {
                return node;
            }
        } catch (JsonProcessingException e) {
            throw damaged(e);
        }
        throw damaged(null);
    }

    private ObjectNode unsealed(byte[] line) throws IOException {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new JournalReplay.Damage(
                    "is damaged after line " + (lines.number() - 1) + ": it is not UTF-8 there", e);
        }
        try {
            if (json.readTree(text) instanceof ObjectNode node) {
                return node;
            }
        } catch (JsonProcessingException e) {
            JournalReplay.Damage damage = damaged(e);
            throw lines.next() != null
                    ? damage
                    : new JournalReplay.Damage(
                            "is cut off in line " + lines.number() + ": its run was killed, or the disk was full", e);
        }
        throw damaged(null);
    }

    private Header readHeader() throws IOException {
        byte[] line = lines.next();
        if (line == null) {
            throw new JournalReplay.Damage("is empty: its run was killed before it began", null);
        }
        JsonNode head = head(line);
        if (!head.path(JournalJson.FORMAT).isInt()) {
            throw new JournalReplay.Damage("is not a journal of x0xtest", null);
        }
        int format = head.path(JournalJson.FORMAT).asInt();
        if (format != JournalJson.FIRST && format != JournalJson.LATEST) {
            String ours = "; this x0xtest reads formats " + JournalJson.FIRST + " and " + JournalJson.LATEST;
            throw new JournalReplay.Damage("has format " + format + ours, null);
        }
        if (format == JournalJson.LATEST && !(lines.ended() && seal.verifies(line))) {
            throw damaged(null);
        }
        try {
            RunConfig config = json.treeToValue(head.path(JournalJson.RUN), RunConfig.class);
            JsonNode origin = head.path(JournalJson.ORIGIN);
            return new Header(format, config, origin.isMissingNode() ? null : json.treeToValue(origin, Origin.class));
        } catch (JsonProcessingException | RuntimeException e) {
            throw damaged(e);
        }
    }

    private JsonNode head(byte[] line) throws IOException {
        try {
            return json.readTree(line);
        } catch (JsonProcessingException e) {
            String text = new String(line, StandardCharsets.UTF_8);
            boolean ours = text.startsWith(HEADER) || HEADER.startsWith(text);
            throw new JournalReplay.Damage(
                    ours ? "is cut off in line 1: its run was killed before it began" : "is not a journal of x0xtest",
                    e);
        }
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
