package dev.x0xtest.serve.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.x0xtest.serve.model.Alert;
import dev.x0xtest.serve.model.Incident;
import dev.x0xtest.serve.model.Order;
import dev.x0xtest.serve.model.SkippedTick;
import dev.x0xtest.wire.NodeLabel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is told, how often, and when serve itself sees nothing. */
class NoticesTest {
    private static final long DAY = 24 * 60 * FleetModel.MINUTE;

    private final FleetModel fleet = new FleetModel(6, 0, new SplittableRandom(1));
    private final Watchman watch = new Watchman(fleet, IncidentRules.defaults("fleet"));

    private void cut() {
        fleet.breakPair("n1", "n2");
        fleet.breakPair("n2", "n1");
    }

    private void order(Order.Kind kind, String target, long forMs) {
        Order order = new Order("o1", kind, target, watch.now, watch.now + forMs, "maintenance", "ops");
        watch.take(watch.incidents.ordered(List.of(order), watch.now));
    }

    @Test
    void anOpenIncidentIsRepeatedDaily() {
        cut();
        watch.rounds(2);
        watch.rounds((int) (DAY / Watchman.INTERVAL) - 2);
        assertThat(watch.told()).containsExactly("opened LINK");
        watch.rounds(4);
        assertThat(watch.told()).containsExactly("opened LINK", "repeated LINK");
        assertThat(watch.alerts).extracting(Alert::id).doesNotHaveDuplicates();
    }

    @Test
    void whatSomebodyWorksOnIsNotRepeated() {
        cut();
        watch.rounds(2);
        order(Order.Kind.ACKNOWLEDGEMENT, watch.open().get(0).id(), 2 * DAY);
        watch.rounds((int) (3 * DAY / 2 / Watchman.INTERVAL));
        assertThat(watch.told()).containsExactly("opened LINK");
        watch.rounds((int) (DAY / Watchman.INTERVAL));
        assertThat(watch.told()).containsExactly("opened LINK", "repeated LINK");
    }

    @ParameterizedTest
    @ValueSource(strings = {"n1", "LINK", "n1>n2"})
    void aSilencedIncidentIsToldWhenTheSilenceEnds(String target) {
        order(Order.Kind.SILENCE, target, 10 * Watchman.INTERVAL);
        cut();
        watch.rounds(9);
        assertThat(watch.open()).hasSize(1);
        assertThat(watch.alerts).isEmpty();
        assertThat(watch.incidents.standing(watch.now)).isEmpty();
        watch.rounds(2);
        assertThat(watch.told()).containsExactly("opened LINK");
        assertThat(watch.incidents.standing(watch.now)).hasSize(1);
    }

    @Test
    void aSilenceOfAnotherNodeChangesNothing() {
        order(Order.Kind.SILENCE, "n3", DAY);
        order(Order.Kind.SILENCE, "n1>n3", DAY);
        cut();
        watch.rounds(2);
        assertThat(watch.told()).containsExactly("opened LINK");
    }

    @Test
    void whatIsOverDuringASilenceIsNeverTold() {
        order(Order.Kind.SILENCE, "n1", DAY);
        cut();
        watch.rounds(5);
        fleet.broken.clear();
        watch.rounds(5);
        assertThat(watch.alerts).isEmpty();
        assertThat(watch.kept.values()).singleElement().matches(one -> one.state() == Incident.State.CLEARED);
    }

    @Test
    void threeIntervalsWithoutAJudgedRunAreBlindness() {
        watch.round();
        for (int tick = 0; tick < 14; tick++) {
            watch.now += FleetModel.MINUTE;
            watch.take(watch.incidents.tick(watch.now));
            if (tick % 5 == 4) {
                watch.take(watch.incidents.skipped(
                        new SkippedTick(
                                FleetModel.SCOPE,
                                "full",
                                watch.now,
                                watch.now,
                                SkippedTick.Reason.BUSY,
                                "the runners are busy with the run of 717e9cf8\u001b[31m<b>"),
                        watch.now));
            }
        }
        assertThat(watch.told()).isEmpty();
        watch.now += FleetModel.MINUTE;
        watch.take(watch.incidents.tick(watch.now));
        assertThat(watch.told()).containsExactly("opened BLIND");
        Alert alert = watch.alerts.get(0);
        assertThat(alert.subject()).isEqualTo("{\"what\":\"runs\",\"reason\":\"busy\"}");
        assertThat(alert.text()).contains("15 min", "the run of 717e9cf8").doesNotContain("\u001b");
        watch.round();
        assertThat(watch.told()).containsExactly("opened BLIND", "cleared BLIND");
    }

    @Test
    void anAnchorThatIsAwayIsBlindnessAndNotACause() {
        watch.round();
        for (int round = 0; round < 3; round++) {
            for (int minute = 0; minute < 5; minute++) {
                watch.now += FleetModel.MINUTE;
                watch.take(watch.incidents.tick(watch.now));
            }
            watch.give(fleet.unjudged(watch.now));
        }
        assertThat(watch.told()).containsExactly("opened BLIND");
        assertThat(watch.open().get(0).text()).contains("127.0.0.1:12700 does not answer");
        assertThat(watch.focusRuns).isZero();
    }

    @Test
    void aBlindnessThatWasKeptLastsUntilARunIsJudged() {
        for (int minute = 0; minute < 16; minute++) {
            watch.now += FleetModel.MINUTE;
            watch.take(watch.incidents.tick(watch.now));
        }
        assertThat(watch.told()).containsExactly("opened BLIND");
        List<Incident> kept = List.copyOf(watch.kept.values());
        watch.incidents = new Incidents(IncidentRules.defaults("fleet"));
        watch.incidents.restore(kept, List.of(), watch.now);
        watch.take(watch.incidents.watch(Map.of(FleetModel.SCOPE, Duration.ofMillis(Watchman.INTERVAL)), watch.now));
        watch.take(watch.incidents.tick(++watch.now));
        assertThat(watch.told()).containsExactly("opened BLIND");
        watch.round();
        assertThat(watch.told()).containsExactly("opened BLIND", "cleared BLIND");
    }

    @Test
    void aMachineThatWasSuspendedIsNotBlind() {
        watch.round();
        watch.now += DAY;
        watch.take(watch.incidents.tick(watch.now));
        watch.take(watch.incidents.tick(watch.now - DAY / 2));
        assertThat(watch.alerts).isEmpty();
    }

    @Test
    void aPausedFleetIsNotBlind() {
        order(Order.Kind.PAUSE, "", DAY);
        for (int minute = 0; minute < 100; minute++) {
            watch.now += FleetModel.MINUTE;
            watch.take(watch.incidents.tick(watch.now));
        }
        assertThat(watch.alerts).isEmpty();
    }

    @Test
    void aDatabaseThatIsAwayIsBlindness() {
        watch.take(watch.incidents.database(true, "", watch.now));
        watch.take(watch.incidents.database(false, "connection refused", watch.now));
        watch.rounds(2);
        assertThat(watch.alerts).isEmpty();
        watch.rounds(2);
        assertThat(watch.told()).containsExactly("opened BLIND");
        assertThat(watch.alerts.get(0).text()).contains("connection refused");
        watch.take(watch.incidents.database(true, "", watch.now));
        assertThat(watch.told()).containsExactly("opened BLIND", "cleared BLIND");
    }

    @Test
    void anExcludedNodeIsNotRepeated() {
        cut();
        watch.rounds(2);
        order(Order.Kind.EXCLUSION, "n2", 3 * DAY);
        watch.rounds((int) (2 * DAY / Watchman.INTERVAL));
        assertThat(watch.told()).containsExactly("opened LINK");
        watch.take(watch.incidents.roster(FleetModel.SCOPE.network(), List.of(new NodeLabel("n1")), watch.now));
        assertThat(watch.told()).containsExactly("opened LINK", "left LINK");
    }

    @Test
    void rulesAreReadAsPeopleWriteThem() {
        IncidentRules rules = IncidentRules.defaults("fleet").after("3/5");
        assertThat(rules.failing()).isEqualTo(3);
        assertThat(rules.rounds()).isEqualTo(5);
        for (String wrong : List.of("", "3", "0/3", "4/3", "a/b", "/", "2/21")) {
            assertThatThrownBy(() -> rules.after(wrong)).as(wrong).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
