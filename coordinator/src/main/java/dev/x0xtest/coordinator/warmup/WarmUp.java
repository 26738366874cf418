package dev.x0xtest.coordinator.warmup;

import dev.x0xtest.cli.Versions;
import dev.x0xtest.cli.terminal.Console;
import dev.x0xtest.coordinator.causes.Judged;
import dev.x0xtest.coordinator.matrix.Loop;
import dev.x0xtest.coordinator.render.ReportText;
import dev.x0xtest.coordinator.report.Origin;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.format.ReportJson;
import dev.x0xtest.coordinator.run.RunState;
import dev.x0xtest.coordinator.run.drive.SecretPayloads;
import dev.x0xtest.coordinator.run.journal.FileJournal;
import dev.x0xtest.coordinator.run.journal.Journal;
import dev.x0xtest.coordinator.run.journal.JournalFile;
import dev.x0xtest.coordinator.run.plans.fleet.ColumnKeys;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.coordinator.run.terms.RunSecret;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.Plane;
import java.io.IOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes Java load what a run needs, on a second processor, while the first one still reads the command line: that alone takes
 * a third of the time before the daemon is asked. A run of two nodes is made, given up at once, reported and rendered, all in
 * memory: no message is sent, and no file is written.
 */
public final class WarmUp {
    private static final Logger log = LoggerFactory.getLogger(WarmUp.class);
    private static final NodeLabel NODE = new NodeLabel("a");

    private WarmUp() {}

    /** Begins, on a thread of its own that no end of the process waits for. Does nothing where there is one processor. */
    public static void begin() {
        if (Runtime.getRuntime().availableProcessors() < 2) {
            return;
        }
        Thread thread = new Thread(WarmUp::perform, "x0xtest-warm-up");
        thread.setDaemon(true);
        thread.start();
    }

    private static void perform() {
        try {
            rendered(report());
        } catch (IOException | RuntimeException e) {
            // The run does without.
            log.debug("not all was loaded early", e);
        }
    }

    /** Its lines; its JSON is written, too, and dropped. */
    static List<String> rendered(Report report) throws IOException {
        Judged judged = new Judged(report);
        ReportJson.write(judged, Writer.nullWriter());
        return ReportText.lines(judged, Console.PLAIN, "");
    }

    /** The report of a run that is given up before it has sought a node. */
    static Report report() {
        RunConfig config = new RunConfig(
                "0".repeat(32),
                NODE,
                List.of(new RunConfig.Node(NODE, null), new RunConfig.Node(new NodeLabel("b"), null)),
                List.of(),
                Plane.RAW,
                false,
                RunConfig.Limits.usual(Plane.RAW, 1, Duration.ofMinutes(1)),
                null,
                false,
                1);
        Clock clock = Clock.systemUTC();
        Origin origin = new Origin(clock.instant().toString(), Versions.withCommit(), "", List.of(), Map.of(), null);
        RunSecret secret = RunSecret.none();
        try (Loop loop = Loop.start();
                Journal journal = FileJournal.create(new NoFile(), config, origin, clock, lost -> {})) {
            SecretPayloads payloads = new SecretPayloads(secret, journal::payload);
            RunState state = new RunState(config, origin, payloads, new ColumnKeys(secret));
            payloads.payload("a", config.limits().payloadBytes());
            loop.eventLoop().execute(() -> log.trace("the loop runs"));
            return state.fault(new IllegalStateException("only to be loaded"));
        }
    }

    private static final class NoFile implements JournalFile {
        @Override
        public void write(ByteBuffer bytes) {
            bytes.position(bytes.limit());
        }

        @Override
        public void force() {}

        @Override
        public void close() {}
    }
}
