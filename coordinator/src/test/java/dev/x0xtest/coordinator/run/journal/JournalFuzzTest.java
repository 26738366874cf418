package dev.x0xtest.coordinator.run.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.format.ReportJson;
import dev.x0xtest.coordinator.run.RunState;
import dev.x0xtest.coordinator.run.plans.fleet.ColumnKeys;
import dev.x0xtest.coordinator.run.terms.Payloads;
import dev.x0xtest.coordinator.run.terms.RunEffect;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import dev.x0xtest.testkit.fuzz.Fuzz;
import dev.x0xtest.testkit.fuzz.FuzzTarget;
import dev.x0xtest.wire.FrameKind;
import dev.x0xtest.wire.FrameText;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.frame.Frame;
import dev.x0xtest.wire.frame.Frames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Replays damaged journals, and runs in which a runner answers anything. A journal gives a report or a {@link JournalReplay.Damage};
 * a run ends with a report of all its pairs.
 */
class JournalFuzzTest {
    private static final List<String> JOURNALS =
            List.of("burst", "durable", "gossip", "doubled", "resumed", "blocked-and-absent");

    @TempDir
    private Path directory = Path.of("");

    @Test
    void aDamagedJournalIsAReportOrDamage() {
        List<byte[]> whole = JOURNALS.stream().map(JournalFuzzTest::bytes).toList();
        Fuzz.run(FuzzTarget.of("journals", whole, JournalReplay.Damage.class, this::isReplayed)
                .oneOf(20)
                .allocating(64L << 20, 500));
    }

    @Test
    void aDamagedLineWithAGoodChecksumIsAReportOrDamage() {
        List<List<byte[]>> journals =
                JOURNALS.stream().map(name -> lines(bytes(name))).toList();
        List<byte[]> lines = journals.stream().flatMap(List::stream).toList();
        Fuzz.run(FuzzTarget.of("lines of journals", lines, JournalReplay.Damage.class, damaged -> {
                    int place = Math.floorMod(Arrays.hashCode(damaged), lines.size());
                    return isReplayed(sealed(journals, place, damaged));
                })
                .oneOf(20)
                .allocating(64L << 20, 10_000));
    }

    /** The same with the frames that the coordinator takes: whatever a runner says, the run goes on and ends. */
    @Test
    void aRunEndsWhateverARunnerSays() throws IOException {
        List<Recorded> runs = new ArrayList<>();
        for (String name : List.of("by-plans", "burst", "per-pair-gossip", "doubled")) {
            runs.add(Recorded.of(file(name)));
        }
        List<byte[]> answers =
                runs.stream().flatMap(run -> run.answers().stream()).toList();
        Fuzz.run(FuzzTarget.silent("answers of runners", answers, damaged -> {
                    int draw = Arrays.hashCode(damaged);
                    Recorded run = runs.get(Math.floorMod(draw, runs.size()));
                    return run.reportWith(
                            damaged,
                            Math.floorMod(draw / runs.size(), run.frames().size()));
                })
                .oneOf(20)
                .allocating(128L << 20, 10_000));
    }

    private boolean isReplayed(byte[] journal) throws IOException {
        Path file = Files.write(directory.resolve("run.jsonl"), journal);
        Report report = JournalReplay.report(file);
        assertSums(report);
        return true;
    }

    private static void assertSums(Report report) {
        int cells = report.cells().size();
        assertThat(cells).isEqualTo(report.scope().declaredCells());
        assertThat(ReportJson.text(report)).contains("\"verdict\"");
    }

    /** The journal to which the line of this number belongs, with another line in its place and new checksums. */
    private static byte[] sealed(List<List<byte[]>> journals, int place, byte[] damaged) {
        int before = 0;
        for (List<byte[]> journal : journals) {
            if (place < before + journal.size()) {
                List<byte[]> changed = new ArrayList<>(journal);
                changed.set(place - before, damaged);
                return sealed(changed);
            }
            before += journal.size();
        }
        throw new IllegalArgumentException("no line " + place);
    }

    private static byte[] sealed(List<byte[]> lines) {
        Seal seal = new Seal();
        ByteArrayOutputStream journal = new ByteArrayOutputStream();
        for (byte[] line : lines) {
            journal.writeBytes(line.length > 2 ? seal.seal(line) : line);
            journal.write('\n');
        }
        return journal.toByteArray();
    }

    /** The lines of a journal of format 2 without their checksums. */
    private static List<byte[]> lines(byte[] journal) {
        return new String(journal, StandardCharsets.UTF_8)
                .lines()
                .map(line ->
                        line.replaceFirst(",\"crc\":\"[0-9a-f]{8}\"}$", "}").getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private static Path file(String name) {
        try {
            String place = "/dev/x0xtest/coordinator/journals/" + name + "/run.jsonl";
            return Path.of(Objects.requireNonNull(JournalFuzzTest.class.getResource(place), place)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] bytes(String name) {
        try {
            return Files.readAllBytes(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The events of a recorded run.
     *
     * @param frames the places of the frames that runners sent
     */
    private record Recorded(JournalReader.Header header, List<JournalReader.Entry> events, List<Integer> frames) {
        static Recorded of(Path journal) throws IOException {
            List<JournalReader.Entry> events = new ArrayList<>();
            List<Integer> frames = new ArrayList<>();
            try (JournalReader reader = JournalReader.of(journal, Long.MAX_VALUE)) {
                for (JournalReader.Entry entry = reader.next(); entry != null; entry = reader.next()) {
                    if (entry.event() instanceof RunEvent.FrameSeen) {
                        frames.add(events.size());
                    }
                    if (entry.event() != null) {
                        events.add(entry);
                    }
                }
                return new Recorded(reader.header(), events, frames);
            }
        }

        /** The JSON in the frames. */
        List<byte[]> answers() {
            List<byte[]> answers = new ArrayList<>();
            for (int place : frames) {
                RunEvent.FrameSeen seen = (RunEvent.FrameSeen)
                        Objects.requireNonNull(events.get(place).event());
                try {
                    if (Frames.decode(seen.payload()).orElseThrow() instanceof Frame.Res result) {
                        answers.add(result.result().toJson());
                    }
                } catch (WireException e) {
                    throw new AssertionError("a recorded frame", e);
                }
            }
            return answers;
        }

        /** Whether the damaged answer was understood. The run, in which it comes instead of this frame, ends with a report. */
        boolean reportWith(byte[] answer, int frame) {
            RunState state = new RunState(header.config(), header.origin(), NONE, ColumnKeys.none());
            Report report = null;
            long nanos = 0;
            byte[] payload = FrameText.wrap(FrameKind.RESULT, answer);
            for (int place = 0; place < events.size() && report == null; place++) {
                JournalReader.Entry entry = events.get(place);
                RunEvent event = Objects.requireNonNull(entry.event());
                nanos = Math.max(nanos, entry.atNanos());
                if (place == frames.get(frame) && event instanceof RunEvent.FrameSeen seen) {
                    event = new RunEvent.FrameSeen(seen.channel(), seen.sender(), seen.verified(), payload);
                }
                report = report(state.on(event, nanos));
            }
            if (report == null) {
                report = report(state.on(new RunEvent.Stopped(Report.TERMINATED), nanos + 1));
            }
            for (int later = 1; report == null && later < 1_000; later++) {
                nanos = Math.max(nanos + 1, Math.min(state.nextDeadlineNanos(), nanos + 60_000_000_000L));
                report = report(state.on(new RunEvent.Timer(), nanos));
            }
            assertThat(report).as("a report").isNotNull();
            assertSums(Objects.requireNonNull(report));
            try {
                return Frames.decode(payload).isPresent();
            } catch (WireException e) {
                return false;
            }
        }

        private static @Nullable Report report(List<RunEffect> effects) {
            return effects.stream()
                    .filter(RunEffect.Finished.class::isInstance)
                    .map(effect -> ((RunEffect.Finished) effect).report())
                    .findFirst()
                    .orElse(null);
        }
    }

    private static final Payloads NONE = new Payloads() {
        @Override
        public byte[] payload(String requestId, int bytes) {
            return new byte[bytes];
        }

        @Override
        public String sha256(String requestId, int bytes) {
            return "0".repeat(64);
        }
    };
}
