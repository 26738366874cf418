package dev.x0xtest.coordinator.run.drive;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.cli.files.PrivateFiles;
import dev.x0xtest.coordinator.report.Origin;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A journal in a file, as lines of JSON. After the first write error, which is logged, nothing more is written: a
 * failing disk must not end a run. Used by one thread at a time.
 */
public final class FileJournal implements Journal {
    private static final Logger log = LoggerFactory.getLogger(FileJournal.class);
    private static final long MAX_CHARS = 512L << 20;

    private final ObjectMapper json = JournalJson.mapper();
    private final Path file;
    private final BufferedWriter writer;
    private long chars;
    private boolean broken;

    /** Creates the directory if it is missing, and the file in it; both readable by their owner only. */
    public static FileJournal in(Path directory, String name, RunConfig config, @Nullable Origin origin)
            throws IOException {
        return new FileJournal(PrivateFiles.createDirectories(directory).resolve(name), config, origin);
    }

    private FileJournal(Path file, RunConfig config, @Nullable Origin origin) throws IOException {
        this.file = file;
        this.writer =
                Files.newBufferedWriter(PrivateFiles.create(file), StandardCharsets.UTF_8, StandardOpenOption.WRITE);
        ObjectNode line = json.createObjectNode();
        line.put("format", JournalJson.FORMAT);
        line.set("run", json.valueToTree(config));
        if (origin != null) {
            line.set(JournalJson.ORIGIN, json.valueToTree(origin));
        }
        write(line);
    }

    @Override
    public void append(RunEvent event, long nowNanos) {
        ObjectNode line = json.createObjectNode();
        line.put("at_ns", nowNanos);
        line.setAll((ObjectNode) json.valueToTree(event));
        write(line);
        if (event instanceof RunEvent.Timer) {
            // A timer fires when the run is idle: a good moment to flush.
            flush();
        }
    }

    @Override
    public void payload(String requestId, String sha256) {
        write(json.createObjectNode().put("payload", requestId).put("sha256", sha256));
    }

    private void write(ObjectNode line) {
        if (broken) {
            return;
        }
        try {
            String text = json.writeValueAsString(line);
            chars += text.length() + 1L;
            if (chars > MAX_CHARS) {
                throw new IOException("it would grow over " + MAX_CHARS + " characters");
            }
            writer.write(text);
            writer.write('\n');
        } catch (IOException e) {
            fail(e);
        }
    }

    private void flush() {
        try {
            writer.flush();
        } catch (IOException e) {
            fail(e);
        }
    }

    private void fail(IOException cause) {
        if (!broken) {
            broken = true;
            log.warn("journal file={} cannot be written any further", file, cause);
        }
    }

    @Override
    public void close() {
        try {
            writer.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close " + file, e);
        }
    }
}
