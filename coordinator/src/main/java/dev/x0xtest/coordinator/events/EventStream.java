package dev.x0xtest.coordinator.events;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.cli.files.WholeFile;
import dev.x0xtest.coordinator.causes.Judged;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.format.CausesJson;
import dev.x0xtest.coordinator.report.format.ReportJson;
import dev.x0xtest.coordinator.run.RunState;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.coordinator.run.terms.RunEffect;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events of one run as lines of JSON: {@code x0xtest/events/1}. A reader that is slow or gone changes nothing of the run.
 * {@link #took} runs on the run's thread, all other methods before or after the run.
 */
public final class EventStream implements AutoCloseable {
    /** The value of the option that stands for standard output. */
    public static final String STDOUT = "-";

    private static final String SCHEMA = "x0xtest/events/1";
    private static final long MOST_WAITING = 16L << 20;
    private static final long CLOSE_MS = 2_000;

    /** It stays open: a file that took its place would get what is printed later. */
    private static final class StandardOutput extends FileOutputStream {
        StandardOutput() {
            super(FileDescriptor.out);
        }

        @Override
        public void close() {}
    }

    private final EventLine lines;
    private final LineWriter writer;
    private final RunWatch watch;

    /**
     * Begins to write, with the event {@code run}.
     *
     * @param target a file, which is replaced, or {@value #STDOUT}
     * @param version of this program
     * @param wall the clock of {@code at_ms}
     */
    public static EventStream open(String target, RunConfig config, String version, InstantSource wall) {
        LineWriter.Target where = target.equals(STDOUT) ? StandardOutput::new : () -> opened(Path.of(target));
        EventStream stream = new EventStream(where, MOST_WAITING, config, wall);
        stream.begun(config, version);
        return stream;
    }

    /** What this process has open already is appended to: others write there too. */
    private static OutputStream opened(Path file) throws IOException {
        return WholeFile.isSpecial(file)
                ? Files.newOutputStream(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND)
                : Files.newOutputStream(file);
    }

    EventStream(LineWriter.Target target, long mostWaiting, RunConfig config, InstantSource wall) {
        this.lines = new EventLine(wall);
        this.writer = new LineWriter(
                target,
                mostWaiting,
                CLOSE_MS,
                count -> EventLine.bytes(lines.of("dropped").put("count", count)));
        this.watch = new RunWatch(config, lines, this::write);
    }

    private void write(ObjectNode event) {
        writer.write(EventLine.bytes(event));
    }

    void begun(RunConfig config, String version) {
        ObjectNode run = lines.of("run")
                .put("schema", SCHEMA)
                .put("run_id", config.runId())
                .put("x0xtest", version)
                .put("plane", config.plane().label())
                .put("anchor", config.anchor().text())
                .put("pairs", config.pairs())
                .put("samples", config.limits().samples());
        if (config.sparse()) {
            int nodes = config.roster().size();
            run.putObject("sparse").put("declared", config.pairs()).put("of", nodes * (nodes - 1));
        }
        ArrayNode sizes = run.putArray("payload_sizes");
        config.limits().sizes().forEach(sizes::add);
        ArrayNode nodes = run.putArray("nodes");
        config.roster().forEach(node -> nodes.add(node.label().text()));
        ArrayNode excluded = run.putArray("excluded");
        config.excluded().forEach(node -> excluded.add(node.text()));
        write(run);
    }

    /** The run took an event, which had these effects. */
    public void took(RunState run, List<RunEffect> effects) {
        watch.look(run, effects);
    }

    /** The run has ended: tells the pairs that were not decided before, the causes and the verdict. */
    public void ended(Judged judged) {
        Report report = judged.report();
        BitSet told = watch.cells();
        for (int pair = told.nextClearBit(0); pair < report.cells().size(); pair = told.nextClearBit(pair + 1)) {
            watch.cell(report.cells().get(pair));
        }
        CausesJson.tree(judged.causes(), report)
                .path("list")
                .forEach(cause -> write(lines.of("cause").setAll((ObjectNode) cause)));
        ObjectNode verdict = lines.of("verdict")
                .put("verdict", report.verdict().name())
                .put("exit_code", report.exitCode().code())
                .put("partial", report.partial());
        verdict.set("totals", ReportJson.totals(report));
        write(verdict.put("total_ms", report.timing().totalMs()));
    }

    /** What went wrong since the last call, in one line; null: nothing. */
    @Nullable
    public String trouble() {
        String trouble = writer.trouble();
        return trouble == null ? null : "--jsonl: " + trouble + "; the run goes on without it";
    }

    /** Writes what waits, for two seconds at most. */
    @Override
    public void close() {
        writer.close();
    }
}
