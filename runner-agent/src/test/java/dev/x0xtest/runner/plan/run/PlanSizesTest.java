package dev.x0xtest.runner.plan.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.runner.rig.TestPlans;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Attachment;
import dev.x0xtest.wire.frame.Frame;
import dev.x0xtest.wire.frame.Frames;
import dev.x0xtest.wire.frame.HopFrame;
import dev.x0xtest.wire.json.Codec;
import dev.x0xtest.wire.json.Codecs;
import dev.x0xtest.wire.plan.Plan;
import dev.x0xtest.wire.plan.RunReport;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Tests the sizes of the hops of a plan. */
class PlanSizesTest {
    private static final Attachment STREAM = new Attachment(true, 1, 0, 0, 0, 0, 0, 1, 1, 0);
    private static final TestPlans.Shape SHAPE = new TestPlans.Shape(2, 4, 4, 10, 1);
    private static final long NANOS_PER_MS = 1_000_000;
    private static final PlanRow.HopOutcome OK =
            new PlanRow.HopOutcome(RunReport.RowEntry.OK, "raw_quic_acked", null, null, null, 0);

    @Test
    void eachSampleHasItsSize() throws WireException {
        Codec<Plan> codec = Codecs.record(Plan.class);
        ObjectNode json =
                codec.encode(TestPlans.plan(SHAPE, 0)).put("samples", 5).put("payload_bytes", 4_096);
        json.putArray("payload_sizes").add(64).add(700).add(4_096);
        PlanRun run = new PlanRun(codec.decode(json), TestPlans.agent(9), true, STREAM, new SplittableRandom(1), 0, 0);
        run.go(TestPlans.all(2), 0, null);
        assertThat(sizes(run)).containsExactly(64, 700, 4_096, 64, 700);
    }

    private static List<Integer> sizes(PlanRun run) throws WireException {
        List<Integer> sizes = new ArrayList<>();
        for (long ms = 0; ms < 200; ms++) {
            PlanRow.Hop hop = run.next(ms * NANOS_PER_MS, ms);
            if (hop != null) {
                Frame frame = Frames.decode(hop.frame()).orElseThrow();
                sizes.add(((HopFrame) frame).payload().length);
                run.answered(hop.id(), OK, ms * NANOS_PER_MS);
            }
        }
        return sizes;
    }
}
