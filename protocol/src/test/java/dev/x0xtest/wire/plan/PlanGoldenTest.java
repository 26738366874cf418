package dev.x0xtest.wire.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Attachment;
import dev.x0xtest.wire.json.Codec;
import dev.x0xtest.wire.json.Codecs;
import dev.x0xtest.wire.json.WireJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the JSON of plans and reports with golden files. docs/protocol.md shows the same files. */
class PlanGoldenTest {
    private static final String RUN = "00112233445566778899aabbccddeeff";
    private static final String ID = "4f9d2c1e-7a60-4d0b-9a55-0c1d2e3f4a5b";
    private static final String HOLDER = "7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c";
    private static final String NYC = "a1".repeat(32);
    private static final String SFO = "b2".repeat(32);
    private static final Attachment ARMED = new Attachment(true, 1, 1_795_248_700_071L, 90_000, 0, 0, 0, 120, 431, 0);
    private static final Attachment NOW = new Attachment(true, 1, 1_795_248_700_071L, 99_000, 0, 0, 0, 120, 434, 0);

    record Frozen<T extends Record>(String name, T value, Codec<T> codec) {
        static <T extends Record> Frozen<T> of(String name, T value, Class<T> type) {
            return new Frozen<>(name, value, Codecs.record(type));
        }

        @Override
        public String toString() {
            return name;
        }

        void check() throws WireException {
            byte[] text = file("golden/plan-" + name + ".json");
            assertThat(new String(WireJson.compact(codec.encode(value)), StandardCharsets.UTF_8))
                    .isEqualTo(new String(text, StandardCharsets.UTF_8));
            assertThat(codec.decode(WireJson.parseObject(text))).isEqualTo(value);
        }
    }

    private static byte[] file(String name) {
        try (var in = PlanGoldenTest.class.getResourceAsStream("/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Frozen<?>> all() {
        return Stream.of(
                Frozen.of("plan", plan(null), Plan.class),
                Frozen.of("plan-sizes", plan(List.of(16, 64)), Plan.class),
                Frozen.of("armed", new Plan.Armed(RUN, 1, ARMED, null), Plan.Armed.class),
                Frozen.of("go", new GoParams(RUN, 1, "03"), GoParams.class),
                Frozen.of("run", new RunRef(RUN, 1), RunRef.class),
                Frozen.of("held-go", new GoParams(RUN, 1, "03", HOLDER), GoParams.class),
                Frozen.of("attach", new RunRef(RUN, 1, HOLDER), RunRef.class),
                Frozen.of("attached", new RunRef.Attached(RUN, 1, true, false, 31_250), RunRef.Attached.class),
                Frozen.of("status-run", new Status.Run(RUN, 1, NYC, 31_250, Status.Run.LAPSED), Status.Run.class),
                Frozen.of("progress", new RunReport.Progress(RUN, 1, 1, "row_ended", 1, 0), RunReport.Progress.class),
                Frozen.of("report", report(), RunReport.class),
                Frozen.of("row-us", sentInUs(), RunReport.RowEntry.class),
                Frozen.of("column-us", seenInUs(), RunReport.ColumnEntry.class),
                Frozen.of(
                        "report-history",
                        new RunReport.History(
                                10_021L, 212, List.of(new RunReport.Found(0, 0, 1, 3_134L)), List.of(0), null),
                        RunReport.History.class),
                Frozen.of(
                        "counters",
                        new Evidence.Counters(30L, 0L, 0L, 0L, 0L, 5L, 1L, 0L, 1L, 12L, 129L),
                        Evidence.Counters.class),
                Frozen.of(
                        "snapshot",
                        new Evidence.Snapshot(0, 8_004, true, 8_120L, 29L, 12L, 0L, 1_200, 1L, null, "healthy", 1L, 0L),
                        Evidence.Snapshot.class),
                Frozen.of(
                        "host",
                        new Evidence.Host(450, 12L, 0L, 430L, List.of(new Evidence.Window(1_050, 1_500))),
                        Evidence.Host.class),
                Frozen.of(
                        "links",
                        new Evidence.Links(
                                -540_000,
                                -150,
                                List.of(
                                        new Evidence.Renewal("c3".repeat(32), -152_000, -132_000, 4),
                                        new Evidence.Renewal("c3".repeat(32), -72_000, -52_000, 3))),
                        Evidence.Links.class),
                Frozen.of("question", new Evidence.Question(NYC, "c3".repeat(32), true, true), Evidence.Question.class),
                Frozen.of("peer-view", view(), Evidence.PeerView.class),
                Frozen.of(
                        "transfer",
                        new Transfer.Announcement(ID, 60_000, "9f".repeat(32), 3),
                        Transfer.Announcement.class),
                Frozen.of("part", new Transfer.Part(ID, 2, "MDEyMzQ1Njc4OWFiY2RlZg=="), Transfer.Part.class),
                Frozen.of("missing", new Transfer.Missing(List.of(0, 2)), Transfer.Missing.class));
    }

    private static Evidence.PeerView view() {
        return new Evidence.PeerView(
                NYC,
                "blocked",
                new Evidence.Snapshot(-1, 0, true, 8_120L, null, null, null, null, null, null, null, null, null),
                true,
                new Evidence.Answer(true, null, null, 1),
                new Evidence.Answer(false, 502, "peer_disconnected", 10_004));
    }

    private static Plan plan(@Nullable List<Integer> sizes) {
        byte[] nycs = HexFormat.of().parseHex("0e".repeat(32));
        byte[] sfos = HexFormat.of().parseHex("0f".repeat(32));
        return new Plan(
                RUN,
                1,
                1,
                List.of(new Plan.Node("nyc", NYC), new Plan.Node("sfo", SFO)),
                "raw",
                sizes == null ? 1 : sizes.size(),
                64,
                "5e".repeat(32),
                4,
                4,
                1,
                0,
                10_000,
                112_000,
                30_000,
                "0f".repeat(32),
                List.of(
                        HopKey.of(nycs, new AgentId(SFO)).hex(),
                        HopKey.of(sfos, new AgentId(SFO)).hex()),
                "b3a1",
                null,
                null,
                null,
                sizes);
    }

    private static RunReport.RowEntry sentInUs() {
        return new RunReport.RowEntry(0, 0, 1, RunReport.RowEntry.OK, "raw_quic_acked", null, null, null, 0, 0, 1, 14)
                .in(204, 91);
    }

    private static RunReport.ColumnEntry seenInUs() {
        return new RunReport.ColumnEntry(0, 0, 1, RunReport.ColumnEntry.INTACT, 1, 14, true, null, "live").in(37);
    }

    private static RunReport report() {
        RunReport.RowEntry row = new RunReport.RowEntry(
                0,
                0,
                1,
                RunReport.RowEntry.ERROR,
                null,
                504,
                "timeout",
                "no acknowledgement in 8000 ms",
                null,
                0,
                1,
                8_003);
        RunReport.ColumnEntry column =
                new RunReport.ColumnEntry(0, 0, 1, RunReport.ColumnEntry.INTACT, 1, 14, true, null, "live");
        Attachment.SelfDm self = new Attachment.SelfDm(true, 7, null);
        return new RunReport(
                RUN, 1, 1, true, true, List.of(row), List.of(column), ARMED, NOW, self, 0, 0, 1, 1, 4, null, null);
    }

    @ParameterizedTest
    @MethodSource("all")
    void writesAndReadsTheFrozenText(Frozen<?> frozen) throws WireException {
        frozen.check();
    }
}
