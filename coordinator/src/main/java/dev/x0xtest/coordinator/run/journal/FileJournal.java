package dev.x0xtest.coordinator.run.journal;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.coordinator.report.Origin;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A journal in a file of format 2: lines of JSON, each with a checksum. Events are encoded and written on a thread of its
 * own. After the first failure, which is told once, nothing more is written: a failing disk must not end a run.
 */
public final class FileJournal implements Journal {
    private static final int LINE_BYTES = 200;

    private final ObjectMapper json = JournalJson.mapper();
    private final Seal seal;
    private final InstantSource wall;
    private final JournalWriter writer;

    /**
     * A journal of a new run in an empty file.
     *
     * @param wall so that a later coordinator knows how long the run stood still
     * @param lost told once, on any thread, why nothing more is written; completes "cannot be written: …"
     */
    public static FileJournal create(
            JournalFile file, RunConfig config, @Nullable Origin origin, InstantSource wall, Consumer<String> lost) {
        FileJournal journal = new FileJournal(file, new Seal(), wall, lost);
        journal.head(config, origin);
        return journal;
    }

    /** A journal that was read to its end, to be written on. The other parameters as for a new one. */
    public static FileJournal continued(
            JournalFile file, JournalReplay.Resumable read, InstantSource wall, Consumer<String> lost) {
        return new FileJournal(file, read.seal(), wall, lost);
    }

    private FileJournal(JournalFile file, Seal seal, InstantSource wall, Consumer<String> lost) {
        this.seal = seal;
        this.wall = wall;
        this.writer = new JournalWriter(file, wall, lost);
    }

    private void head(RunConfig config, @Nullable Origin origin) {
        ObjectNode line = json.createObjectNode();
        line.put(JournalJson.FORMAT, JournalJson.LATEST);
        line.set(JournalJson.RUN, json.valueToTree(config));
        if (origin != null) {
            line.set(JournalJson.ORIGIN, json.valueToTree(origin));
        }
        write(() -> line, LINE_BYTES);
    }

    @Override
    public void append(RunEvent event, long nowNanos) {
        long wallMs = wall.millis();
        int bytes = event instanceof RunEvent.FrameSeen frame ? 2 * frame.payload().length : 0;
        write(
                () -> {
                    ObjectNode line = json.createObjectNode();
                    line.put(JournalJson.AT, nowNanos);
                    line.put(JournalJson.WALL, wallMs);
                    return line.setAll((ObjectNode) json.valueToTree(event));
                },
                LINE_BYTES + bytes);
    }

    @Override
    public void payload(String requestId, String sha256) {
        write(
                () -> json.createObjectNode()
                        .put(JournalJson.PAYLOAD, requestId)
                        .put(JournalJson.SHA256, sha256),
                LINE_BYTES);
    }

    private interface Line {
        ObjectNode node();
    }

    private void write(Line line, int bytes) {
        writer.append(() -> bytes(line), bytes);
    }

    /** On the writer's thread. */
    private byte[] bytes(Line line) throws IOException {
        byte[] sealed = seal.seal(json.writeValueAsBytes(line.node()));
        byte[] whole = Arrays.copyOf(sealed, sealed.length + 1);
        whole[sealed.length] = '\n';
        return whole;
    }

    @Override
    public CompletableFuture<@Nullable Void> persist() {
        return writer.persist();
    }

    @Override
    public void release(String reason) {
        writer.release(reason);
    }

    @Override
    public void close() {
        writer.close();
    }
}
