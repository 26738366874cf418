package dev.x0xtest.wire.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.WireLimits;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.json.Codec;
import dev.x0xtest.wire.json.Codecs;
import dev.x0xtest.wire.json.WireJson;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PlanTest {
    private static final Codec<Plan> PLAIN = Codecs.record(Plan.class);

    @Test
    void isReadAsItWasWritten() throws WireException {
        Plan plan = Plans.ofNodes(18, 3);
        assertThat(PlanActions.PLAN.params().decode(PlanActions.PLAN.params().encode(plan)))
                .isEqualTo(plan);
    }

    @Test
    void aHundredNodesFitOneDirectMessage() {
        assertThat(command(100).frame().length).isLessThan(WireLimits.RESULT_FRAME_BYTES / 2);
    }

    @Test
    void aThousandNodesFitATransfer() throws WireException {
        byte[] json = command(1_000).json();
        int parts = (json.length + Transfer.Announcement.PART_BYTES - 1) / Transfer.Announcement.PART_BYTES;
        assertThat(parts).isBetween(2, 5);
        Plan plan = Plans.ofNodes(1_000, 5);
        assertThat(PlanActions.PLAN.params().decode(Command.parse(json).params()))
                .isEqualTo(plan);
    }

    private static Command command(int nodes) {
        Plan plan = Plans.ofNodes(nodes, 5);
        return Command.of("id", "sfo", PlanActions.PLAN, plan, new AgentId("ab".repeat(32)), false);
    }

    @Test
    void theReceiverDerivesTheKeyOfASourceFromItsColumnKey() {
        Plan receiver = Plans.ofNodes(6, 1);
        AgentId source = new AgentId(receiver.roster().get(0).agentId());
        byte[] column = java.util.HexFormat.of().parseHex(receiver.columnKey());
        assertThat(receiver.columnKeyOf(0).hex())
                .isEqualTo(HopKey.of(column, source).hex());
    }

    @Test
    void everySlotHoldsAsManyRoundsAsMayBeUnderWay() {
        Plan plan = Plans.ofNodes(18, 1);
        assertThat(plan.offsetMs(0, 0)).isZero();
        assertThat(plan.offsetMs(3, 0)).isZero();
        assertThat(plan.offsetMs(4, 0)).isEqualTo(12);
        assertThat(plan.offsetMs(16, 0)).isEqualTo(48);
        assertThat(plan.offsetMs(0, 1)).isEqualTo(48);
        assertThat(plan.offsetMs(3, 1)).isEqualTo(60);
    }

    static Stream<Arguments> wrongPlans() {
        return Stream.of(
                wrong("run", plan -> plan.put("run", "xyz")),
                wrong("epoch", plan -> plan.put("epoch", 0)),
                wrong("index", plan -> plan.put("index", 6)),
                wrong("roster", plan -> plan.set("roster", WireJson.object().arrayNode())),
                wrong(
                        "agent",
                        plan -> ((ArrayNode) plan.get("roster"))
                                .set(1, plan.get("roster").get(0).deepCopy())),
                wrong("samples", plan -> plan.put("samples", 1_001)),
                wrong("the hops of a row", plan -> plan.put("samples", 701)),
                wrong("payload_bytes", plan -> plan.put("payload_bytes", 49_001)),
                wrong("seed", plan -> plan.put("seed", "")),
                wrong("in_flight", plan -> plan.put("in_flight", 0)),
                wrong("attempts", plan -> plan.put("attempts", 11)),
                wrong("hop_deadline_ms", plan -> plan.put("hop_deadline_ms", 0)),
                wrong("lease_ms", plan -> plan.put("lease_ms", 86_400_001L)),
                wrong("column_key", plan -> plan.put("column_key", "ab")),
                wrong("row_keys", plan -> ((ArrayNode) plan.get("row_keys")).remove(0)),
                wrong("hop key", plan -> ((ArrayNode) plan.get("row_keys")).set(0, "short")),
                wrong("plane", plan -> plan.put("plane", "pigeon")),
                wrong("epoch_of", plan -> plan.put("epoch", 2).put("epoch_of", "ab")),
                wrong("epoch of a plan", plan -> plan.put("epoch_of", "ab".repeat(16))),
                wrong(
                        "number of row_samples",
                        plan -> plan.putArray("row_samples").add(1)),
                wrong(
                        "number of column_samples",
                        plan -> plan.putArray("column_samples").add(1)),
                wrong("row_samples", plan -> counts(plan, "row_samples", 2)),
                wrong("column_samples", plan -> counts(plan, "column_samples", -1)),
                wrong("number of payload_sizes", plan -> sizes(plan)),
                wrong("number of payload_sizes", plan -> sizes(plan, 16, 17, 18, 19, 20, 21, 22, 23, 64)),
                wrong("payload_sizes is 15", plan -> sizes(plan, 15, 64)),
                wrong("payload_sizes is 32", plan -> sizes(plan, 32, 32, 64)),
                wrong("payload_sizes is 20", plan -> sizes(plan, 32, 20, 64)),
                wrong("payload_sizes is 65", plan -> sizes(plan, 32, 65)),
                wrong("payload_sizes end with 63", plan -> sizes(plan, 32, 63)),
                wrong("lease_ms", plan -> plan.remove("lease_ms")));
    }

    @Test
    void aHundredSamplesAreForAnyRosterAsTheyWere() throws WireException {
        ObjectNode json = PLAIN.encode(Plans.ofNodes(40, 1)).put("samples", 100);
        assertThat(PLAIN.decode(json).samples()).isEqualTo(100);
    }

    private static void sizes(ObjectNode plan, int... bytes) {
        ArrayNode sizes = plan.putArray("payload_sizes");
        for (int size : bytes) {
            sizes.add(size);
        }
    }

    @Test
    void theSamplesGoThroughTheSizes() throws WireException {
        ObjectNode json = PLAIN.encode(Plans.ofNodes(6, 1)).put("samples", 4);
        Plan one = PLAIN.decode(json);
        assertThat(one.bytesOf(3)).isEqualTo(64);
        sizes(json, 16, 32, 64);
        Plan several = PLAIN.decode(json);
        assertThat(PLAIN.encode(several)).isEqualTo(json);
        assertThat(several.payloadSizes()).containsExactly(16, 32, 64);
        assertThat(several.bytesOf(0)).isEqualTo(16);
        assertThat(several.bytesOf(2)).isEqualTo(64);
        assertThat(several.bytesOf(3)).isEqualTo(16);
    }

    /** Says for a plan of six nodes and one sample that this many go to, or come from, each node. */
    private static void counts(ObjectNode plan, String field, int each) {
        ArrayNode counts = plan.putArray(field);
        for (int node = 0; node < 6; node++) {
            counts.add(each);
        }
    }

    @Test
    void aPlanMayShareOutItsSamplesUnevenly() throws WireException {
        ObjectNode json = PLAIN.encode(Plans.ofNodes(6, 1));
        counts(json, "row_samples", 0);
        Plan uneven = PLAIN.decode(json);
        assertThat(PLAIN.encode(uneven)).isEqualTo(json);
        assertThat(uneven.samplesTo(2)).isZero();
        assertThat(uneven.samplesFrom(2)).isEqualTo(uneven.samples());
    }

    /** The digests are those of Python's hashlib. */
    @Test
    void theIdOfALaterEpochFollowsFromTheFirst() {
        String first = "00112233445566778899aabbccddeeff";
        assertThat(RunRef.epoch(first, 2)).isEqualTo(new RunRef("bf293ddf8e345d8f628d6dce05f11a17", 2));
        assertThat(RunRef.epoch(first, 3)).isEqualTo(new RunRef("240ea3d7408989bd0d6aced3109d2604", 3));
    }

    private static Arguments wrong(String named, Consumer<ObjectNode> change) {
        return Arguments.of(named, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongPlans")
    void whatIsOutOfBoundsIsNamed(String named, Consumer<ObjectNode> change) {
        ObjectNode json = PLAIN.encode(Plans.ofNodes(6, 1));
        change.accept(json);
        assertThatExceptionOfType(WireException.class)
                .isThrownBy(() -> PLAIN.decode(json))
                .withMessageContaining(named);
    }

    @Test
    void aLaterEpochNamesTheFirstRun() throws WireException {
        String first = "ab".repeat(16);
        ObjectNode json = PLAIN.encode(Plans.ofNodes(6, 1)).put("epoch", 2).put("epoch_of", first);
        Plan later = PLAIN.decode(json);
        assertThat(later.firstRun()).isEqualTo(first);
        assertThat(PLAIN.encode(later)).isEqualTo(json);
        assertThat(Plans.ofNodes(6, 1).firstRun()).isEqualTo(Plans.ofNodes(6, 1).run());
    }

    @Test
    void aHolderIsSixteenBytesInHexadecimal() {
        RunRef ref = new RunRef("ab".repeat(16), 1);
        for (String holder : List.of("", "7C".repeat(16), "7c".repeat(15))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ref.heldBy(holder))
                    .withMessageContaining("holder");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new GoParams(ref.run(), 1, "03", holder))
                    .withMessageContaining("holder");
        }
    }

    @Test
    void aStatusOfAnOlderRunnerListsNoRuns() throws WireException {
        ObjectNode json = WireJson.object()
                .put("agent", "x0xtest-runner/0.1.0")
                .put("clock_ms", 1)
                .put("uptime_ms", 1);
        json.set("refused", WireJson.object());
        json.put("results_dropped", 0).set("attachment", WireJson.parseObject("""
                {"attached": true, "generation": 1, "since_ms": 1, "age_ms": 1, "gaps": 0, "evicted": 0, "unparsed": 0,
                 "daemon_uptime_secs": 1, "incoming_total": 1, "sightings_dropped": 0}""".getBytes(UTF_8)));
        assertThat(PlanActions.STATUS.details().decode(json).runs()).isEmpty();
    }

    @Test
    void unknownMembersAreIgnored() throws WireException {
        ObjectNode json = PLAIN.encode(Plans.ofNodes(6, 1)).put("newer", 1);
        assertThat(PLAIN.decode(json)).isEqualTo(Plans.ofNodes(6, 1));
    }

    @Test
    void whatInflatesTooFarIsRefused() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            deflater.write(new byte[50_000_000]);
        }
        refused(WireException.Kind.TOO_LARGE, Base64.getEncoder().encodeToString(out.toByteArray()));
    }

    @Test
    void whatCannotBeInflatedIsRefused() {
        refused(WireException.Kind.BAD_VALUE, "AAAA");
        refused(WireException.Kind.BAD_VALUE, "");
        refused(WireException.Kind.BAD_BASE64, "*");
    }

    private static void refused(WireException.Kind kind, String packed) {
        ObjectNode params = WireJson.object().put("z", packed);
        assertThatExceptionOfType(WireException.class)
                .isThrownBy(() -> PlanActions.PLAN.params().decode(params))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(kind));
    }

    @Test
    void theArmedAreABitEach() {
        BitSet armed = BitSet.valueOf(new byte[] {0b0000_0101, 0, 0b1});
        GoParams go = GoParams.of(new RunRef("00112233445566778899aabbccddeeff", 1), armed);
        assertThat(go.armed()).isEqualTo("050001");
        assertThat(go.armedSet()).isEqualTo(armed);
    }
}
