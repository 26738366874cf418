package dev.x0xtest.serve.schedule.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.serve.schedule.terms.Growth;
import dev.x0xtest.serve.schedule.terms.NetworkSchedule;
import dev.x0xtest.serve.schedule.terms.ScheduleConfig;
import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.Plane;
import java.util.List;
import org.junit.jupiter.api.Test;

class DayPlanTest {
    private static ScheduleConfig suiting(int nodes) {
        List<NetworkSchedule> networks = List.of(NetworkSchedule.suiting(new NetworkName("test"), nodes));
        return new ScheduleConfig(networks, ScheduleConfig.DailyBudget.suiting(networks));
    }

    private static DayPlan plan(int nodes) {
        return DayPlan.of(suiting(nodes));
    }

    @Test
    void aDayIsTheSumOfItsRuns() {
        DayPlan plan = plan(6);

        assertThat(plan.rows()).hasSize(2);
        assertThat(plan.rows().get(0).runs()).isEqualTo(288);
        assertThat(plan.rows().get(0).cost().hops()).isEqualTo(288 * 30);
        assertThat(plan.rows().get(1).runs()).isEqualTo(24);
        assertThat(plan.total().hops()).isEqualTo(312 * 30);
        assertThat(plan.total().payloadBytes()).isEqualTo(312L * 30 * 2_048);
        assertThat(plan.total().x0xdBytes())
                .isEqualTo(288 * 30 * Growth.perHop(Plane.RAW, 2_048)
                        + 24 * 30 * Growth.perHop(Plane.GOSSIP, 2_048)
                        + 312 * Growth.perRun(6));
    }

    @Test
    void theHistoriesOfAllNodesAreWhatIsStored() {
        for (int nodes : new int[] {2, 6, 50, 300}) {
            DayPlan plan = plan(nodes);
            DayPlan.Daemons daemons = plan.networks().get(0);

            assertThat(daemons.anchor() + (nodes - 1) * daemons.other())
                    .as("%d nodes", nodes)
                    .isCloseTo(plan.total().x0xdBytes(), org.assertj.core.data.Offset.offset((long) nodes));
        }
    }

    @Test
    void theDefaultsFitIntoTheirBudget() {
        for (int nodes : new int[] {2, 6, 9, 10, 30, 50, 51, 100, 300}) {
            assertThat(plan(nodes).overBudget()).as("%d nodes", nodes).isFalse();
        }
    }

    @Test
    void itFitsIntoWideAndNarrowTerminals() {
        for (int width : new int[] {40, 80, 120}) {
            for (int nodes : new int[] {6, 50, 300}) {
                assertThat(DayPlanText.lines(plan(nodes), width))
                        .as("%d columns, %d nodes", width, nodes)
                        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(width));
            }
        }
    }

    @Test
    void aPlanOverItsBudgetSaysSo() {
        ScheduleConfig config =
                new ScheduleConfig(suiting(6).networks(), new ScheduleConfig.DailyBudget(1_000, 1_000_000_000_000L));

        assertThat(DayPlan.of(config).overBudget()).isTrue();
        assertThat(String.join(" ", DayPlanText.lines(DayPlan.of(config), 80)))
                .contains("budget of a day: 1,000 messages", "the day's last ticks will be skipped");
    }

    @Test
    void aNetworkOfMoreNodesThanConnectionsSaysSo() {
        assertThat(String.join(" ", DayPlanText.lines(plan(300), 200))).contains("a full matrix runs on request only");
        assertThat(String.join(" ", DayPlanText.lines(plan(50), 200))).doesNotContain("on request only");
    }
}
