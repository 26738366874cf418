package dev.x0xtest.runner.plan.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.runner.rig.TestPlans;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Attachment;
import dev.x0xtest.wire.frame.HopFrame;
import dev.x0xtest.wire.json.Codec;
import dev.x0xtest.wire.json.Codecs;
import dev.x0xtest.wire.plan.HopId;
import dev.x0xtest.wire.plan.Plan;
import dev.x0xtest.wire.plan.RunReport;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Tests the plan of a later epoch, which asks only for what the earlier ones left unsent. */
class EpochShareTest {
    private static final Attachment STREAM = new Attachment(true, 1, 0, 0, 0, 0, 0, 1, 1, 0);
    private static final String LATER = "ff".repeat(16);
    private static final TestPlans.Shape SHAPE = new TestPlans.Shape(3, 4, 4, 10, 1);
    private static final long NANOS_PER_MS = 1_000_000;

    /** Node 0 sends two samples to node 1 and none to node 2, and expects one of node 2. */
    private static Plan left() throws WireException {
        Codec<Plan> codec = Codecs.record(Plan.class);
        ObjectNode json = codec.encode(TestPlans.plan(SHAPE, 0))
                .put("run", LATER)
                .put("epoch", 2)
                .put("epoch_of", TestPlans.RUN);
        json.putArray("row_samples").add(0).add(2).add(0);
        json.putArray("column_samples").add(0).add(0).add(1);
        return codec.decode(json);
    }

    private static PlanRun run(Plan plan) {
        PlanRun run = new PlanRun(plan, TestPlans.agent(9), true, STREAM, new SplittableRandom(1), 0, 0);
        run.go(TestPlans.all(3), 0, null);
        return run;
    }

    private static List<HopId> sent(PlanRun run) {
        List<HopId> sent = new ArrayList<>();
        for (long ms = 0; ms < 200; ms++) {
            for (PlanRow.Hop hop = run.next(ms * NANOS_PER_MS, ms);
                    hop != null;
                    hop = run.next(ms * NANOS_PER_MS, ms)) {
                sent.add(hop.id());
                run.answered(hop.id(), ok(), ms * NANOS_PER_MS);
            }
        }
        return sent;
    }

    private static PlanRow.HopOutcome ok() {
        return new PlanRow.HopOutcome(RunReport.RowEntry.OK, "raw_quic_acked", null, null, null, 0);
    }

    /** A hop of node 2 to node 0, signed with the key of that plan. */
    private static void arrives(PlanRun run, String runId, int sample) {
        HopId id = new HopId(runId, 2, 0, sample, 1);
        AgentId source = TestPlans.agent(2);
        byte[] payload = new byte[16];
        HopFrame hop = new HopFrame(id.text(), TestPlans.key(source, 0).digest(id, payload), "", payload);
        run.saw(id, hop, source, true, false, NANOS_PER_MS);
    }

    @Test
    void sendsItsShareAndNothingElse() throws WireException {
        PlanRun run = run(left());
        assertThat(sent(run)).containsExactly(new HopId(LATER, 0, 1, 0, 1), new HopId(LATER, 0, 1, 1, 1));
        assertThat(run.report(STREAM, null, 0, 0).row()).hasSize(2);
    }

    @Test
    void isFinalWhenItsShareWasSeen() throws WireException {
        PlanRun run = run(left());
        sent(run);
        assertThat(run.state()).isEqualTo(PlanRun.State.ROW_ENDED);
        arrives(run, LATER, 1);
        assertThat(run.state()).as("nobody was told to send this sample").isEqualTo(PlanRun.State.ROW_ENDED);
        arrives(run, LATER, 0);
        assertThat(run.state()).isEqualTo(PlanRun.State.FINAL);
        assertThat(run.report(STREAM, null, 0, 0).strangers()).isEqualTo(1);
    }

    @Test
    void stoppedBeforeItBeganItNamesItsShareOnly() throws WireException {
        PlanRun run = new PlanRun(left(), TestPlans.agent(9), true, STREAM, new SplittableRandom(1), 0, 0);
        run.stop("cancelled", 0);
        assertThat(run.report(STREAM, null, 0, 0).row()).hasSize(2);
    }
}
