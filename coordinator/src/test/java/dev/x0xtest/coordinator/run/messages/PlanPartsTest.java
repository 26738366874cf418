package dev.x0xtest.coordinator.run.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.action.Action;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.plan.Plan;
import dev.x0xtest.wire.plan.PlanActions;
import dev.x0xtest.wire.plan.Transfer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The indexes of a plan are known however it leaves. */
class PlanPartsTest {
    private static final AgentId NYC = new AgentId("0a".repeat(32));
    private static final AgentId SFO = new AgentId("0b".repeat(32));
    private static final String RUN = "1a2b3c4d" + "00".repeat(12);

    private static <P> Command command(Action<P, ?> action, P params) {
        return Command.of("c", "sfo", action, params, NYC, false);
    }

    private static Plan plan() {
        return new Plan(
                RUN,
                1,
                1,
                List.of(new Plan.Node("nyc", NYC.hex()), new Plan.Node("sfo", SFO.hex())),
                "raw",
                1,
                64,
                "00".repeat(32),
                4,
                20,
                3,
                100,
                10_000,
                60_000,
                30_000,
                "00".repeat(32),
                Collections.nCopies(2, "00".repeat(16)),
                null);
    }

    @Test
    void aPlanInOneMessage() {
        PlanRoster roster = new PlanParts().of(command(PlanActions.PLAN, plan()));
        assertThat(roster).isEqualTo(new PlanRoster(RUN, 1, 1, List.of(NYC.hex(), SFO.hex())));
    }

    @Test
    void aPlanInPartsThatLeaveInAnyOrder() {
        byte[] json = command(PlanActions.PLAN, plan()).json();
        int half = json.length / 2;
        PlanParts parts = new PlanParts();
        // The number of parts is bounded by the size, so the size is made up.
        Transfer.Announcement two = new Transfer.Announcement("t", 40_000, "00".repeat(32), 2);
        assertThat(parts.of(command(PlanActions.TRANSFER, two))).isNull();
        byte[] first = Arrays.copyOfRange(json, 0, half);
        byte[] second = Arrays.copyOfRange(json, half, json.length);
        assertThat(parts.of(command(PlanActions.PART, part(1, second)))).isNull();
        PlanRoster roster = parts.of(command(PlanActions.PART, part(0, first)));
        assertThat(roster).isNotNull().extracting(one -> one.of(SFO)).isEqualTo(1);
    }

    private static Transfer.Part part(int index, byte[] data) {
        return new Transfer.Part("t", index, Base64.getEncoder().encodeToString(data));
    }
}
