package dev.x0xtest.serve.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.serve.model.Incident;
import dev.x0xtest.wire.NodeLabel;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Nodes of which nobody observes anything, round after round, and for which no cause is named. */
class UnobservedNodesTest {
    private final FleetModel fleet = new FleetModel(6, 0, new SplittableRandom(1));
    private final Watchman watch = new Watchman(fleet, IncidentRules.defaults("fleet"));

    @Test
    void aNodeOfWhichNobodyObservesAnythingInAllOfTheRoundsIsToldOf() {
        fleet.busy.add(new NodeLabel("n3"));
        watch.rounds(2);
        assertThat(watch.told()).isEmpty();
        watch.round();
        assertThat(watch.focusRuns)
                .as("nothing that a focused run could confirm")
                .isZero();
        assertThat(watch.told()).containsExactly("opened BLIND");
        Incident blind = watch.open().get(0);
        assertThat(blind.nodes()).containsExactly("n3");
        assertThat(blind.subject()).contains("\"what\":\"node\"", "\"node\":\"n3\"", "busy with run 0123abcd");
        assertThat(blind.text()).startsWith("no pair from or to n3 could be observed: busy with run");
        watch.rounds(20);
        assertThat(watch.told()).containsExactly("opened BLIND");
        fleet.busy.clear();
        watch.rounds(2);
        assertThat(watch.open()).hasSize(1);
        watch.round();
        assertThat(watch.told()).containsExactly("opened BLIND", "cleared BLIND");
    }

    @Test
    void aNodeThatIsNotObservedNowAndThenIsNotToldOf() {
        for (int round = 0; round < 30; round++) {
            fleet.busy.clear();
            if (round % 3 != 0) {
                fleet.busy.add(new NodeLabel("n3"));
            }
            watch.round();
        }
        assertThat(watch.told()).isEmpty();
    }

    @Test
    void twoNodesThatNobodyObservesAreTwoIncidentsOfWhichEachEndsByItself() {
        fleet.busy.add(new NodeLabel("n3"));
        fleet.busy.add(new NodeLabel("n4"));
        watch.rounds(3);
        assertThat(watch.told()).containsExactly("opened BLIND", "opened BLIND");
        fleet.busy.remove(new NodeLabel("n3"));
        watch.rounds(3);
        assertThat(watch.open()).singleElement().matches(one -> one.nodes().equals(List.of("n4")));
    }

    @Test
    void aNodeThatNobodyObservesAndThatThenFailsIsTheSameIncident() {
        fleet.busy.add(new NodeLabel("n3"));
        watch.rounds(3);
        String id = watch.open().get(0).id();
        fleet.busy.clear();
        fleet.breakNode("n3");
        watch.rounds(3);
        assertThat(watch.open()).singleElement().matches(one -> one.id().equals(id));
        assertThat(watch.told())
                .containsExactly(
                        "opened BLIND", "changed " + watch.open().get(0).kind());
        fleet.broken.clear();
        fleet.busy.add(new NodeLabel("n3"));
        watch.rounds(5);
        assertThat(watch.open())
                .as("its cause stays")
                .singleElement()
                .matches(one -> !one.kind().equals("BLIND"));
    }
}
