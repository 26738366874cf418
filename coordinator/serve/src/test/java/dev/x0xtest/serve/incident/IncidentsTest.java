package dev.x0xtest.serve.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.coordinator.causes.Cause;
import dev.x0xtest.coordinator.causes.kind.Pair;
import dev.x0xtest.serve.model.Alert;
import dev.x0xtest.serve.model.EndedRun;
import dev.x0xtest.serve.model.Incident;
import dev.x0xtest.serve.model.Scope;
import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.Plane;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What rounds make of an incident: each row of the table of its states. */
class IncidentsTest {
    private final FleetModel fleet = new FleetModel(6, 0, new SplittableRandom(1));
    private final Watchman watch = new Watchman(fleet, IncidentRules.defaults("fleet"));

    private void cut(String one, String other) {
        fleet.breakPair(one, other);
        fleet.breakPair(other, one);
    }

    @Test
    void aCauseIsSuspectedThenOpenedThenCleared() {
        watch.round();
        cut("n1", "n2");
        watch.round();
        assertThat(watch.kept.values()).singleElement().satisfies(one -> {
            assertThat(one.state()).isEqualTo(Incident.State.SUSPECTED);
            assertThat(one.kind()).isEqualTo("LINK");
            assertThat(one.cells()).containsExactlyInAnyOrder("n1>n2", "n2>n1");
        });
        assertThat(watch.alerts).isEmpty();
        watch.round();
        assertThat(watch.told()).containsExactly("opened LINK");
        Alert alert = watch.alerts.get(0);
        assertThat(alert.seen()).isEqualTo("2 of 2");
        assertThat(alert.subject()).contains("\"direction\":\"both\"");
        assertThat(alert.sinceMs()).isEqualTo(watch.open().get(0).sinceMs());
        fleet.broken.clear();
        watch.rounds(2);
        assertThat(watch.told()).hasSize(1);
        watch.round();
        assertThat(watch.told()).containsExactly("opened LINK", "cleared LINK");
        assertThat(watch.kept.values()).singleElement().matches(one -> one.clearedMs() != null);
        assertThat(watch.incidents.lasting()).isEmpty();
    }

    @Test
    void whatTheFocusedRunDoesNotShowIsChance() {
        cut("n1", "n2");
        EndedRun bad = fleet.round(watch.now);
        fleet.broken.clear();
        watch.give(bad);
        assertThat(watch.focusRuns).isEqualTo(1);
        assertThat(watch.kept).isEmpty();
    }

    @Test
    void aFocusedRunHasTheCellsTheirMirrorsAndAsManyControls() {
        fleet.breakPair("n1", "n2");
        Decision decision = watch.take(watch.incidents.ended(fleet.round(watch.now), 400, watch.now));
        Focus focus = decision.focus();
        assertThat(focus).isNotNull();
        assertThat(focus.samples()).isEqualTo(20);
        assertThat(focus.pairs())
                .hasSize(3)
                .startsWith(FleetModel.pair("n1", "n2"), FleetModel.pair("n2", "n1"))
                .last()
                .satisfies(control -> assertThat(
                                List.of(control.src().text(), control.dst().text()))
                        .doesNotContain("n1", "n2"));
    }

    @Test
    void aFocusedRunOfAWholeNodeStaysWithinItsBudget() {
        FleetModel large = new FleetModel(60, 0, new SplittableRandom(2));
        large.breakNode("n7");
        Watchman other = new Watchman(large, IncidentRules.defaults("fleet"));
        Focus focus = other.take(other.incidents.ended(large.round(other.now), 100_000, other.now))
                .focus();
        assertThat(focus).isNotNull();
        assertThat(focus.hops()).isBetween(300, 400);
        long suspects = focus.pairs().stream().filter(large.broken::contains).count();
        assertThat(focus.pairs().size() - suspects).isBetween(suspects / 2 - 1, suspects);
    }

    @Test
    void withoutAFocusedRunAllOfTheRoundsMustShowIt() {
        watch.focusHops = 59;
        cut("n1", "n2");
        watch.rounds(2);
        assertThat(watch.focusRuns).isZero();
        assertThat(watch.told()).isEmpty();
        watch.round();
        assertThat(watch.told()).containsExactly("opened LINK");
    }

    @Test
    void aFocusedRunThatCannotBeMadeLeavesTheNextRoundsToDecide() {
        cut("n1", "n2");
        for (int round = 0; round < 3; round++) {
            assertThat(watch.told()).isEmpty();
            Decision decision = watch.take(watch.incidents.ended(fleet.round(++watch.now), 400, watch.now));
            assertThat(decision.focus()).isNotNull();
            watch.take(watch.incidents.unfocused(FleetModel.SCOPE, watch.now));
        }
        assertThat(watch.told()).containsExactly("opened LINK");
    }

    @Test
    void whatNobodyObservesNeitherRaisesNorClears() {
        cut("n1", "n2");
        watch.rounds(2);
        fleet.broken.clear();
        fleet.silent.add(new NodeLabel("n1"));
        watch.rounds(10);
        assertThat(watch.open()).hasSize(1);
        assertThat(watch.told()).startsWith("opened LINK").doesNotContain("cleared LINK");
        Incident link = watch.open().get(0);
        assertThat(link.proven()).isZero();
        fleet.silent.clear();
        watch.rounds(3);
        assertThat(watch.told()).contains("cleared " + link.kind());
    }

    @Test
    void aNodeThatIsSilentInTheFocusedRunTooIsConfirmed() {
        fleet.silent.add(new NodeLabel("n3"));
        watch.rounds(2);
        assertThat(watch.told()).containsExactly("opened NODE");
        assertThat(watch.open().get(0).part()).isEqualTo("unreachable");
        fleet.silent.clear();
        watch.rounds(3);
        assertThat(watch.told()).containsExactly("opened NODE", "cleared NODE");
    }

    @Test
    void somethingSlowAndSomethingGreyAtOneNodeAreTwoIncidents() {
        for (int round = 0; round < 6; round++) {
            watch.give(fleet.odd(watch.now++, "n4", round % 2 == 0 ? Cause.Severity.SLOW : Cause.Severity.GREY));
        }
        assertThat(watch.kept.values()).extracting(Incident::severity).containsExactly("slow", "grey");
    }

    @Test
    void roundsThatDoNotMeasureItsPairsSayNothingOfIt() {
        cut("n1", "n2");
        watch.rounds(2);
        List<Pair> others = fleet.all().stream()
                .filter(pair -> !fleet.broken.contains(pair))
                .toList();
        fleet.broken.clear();
        for (int round = 0; round < 5; round++) {
            watch.give(fleet.round(others, ++watch.now));
        }
        assertThat(watch.open()).hasSize(1);
        // One of its two pairs alone does not clear it.
        for (int round = 0; round < 5; round++) {
            watch.give(fleet.round(List.of(FleetModel.pair("n1", "n2")), ++watch.now));
        }
        assertThat(watch.open()).hasSize(1);
        watch.give(fleet.round(List.of(FleetModel.pair("n2", "n1")), ++watch.now));
        assertThat(watch.told()).containsExactly("opened LINK", "cleared LINK");
    }

    @Test
    void aLinkThatBecomesANodeIsTheSameIncident() {
        cut("n1", "n2");
        watch.rounds(2);
        String id = watch.open().get(0).id();
        fleet.breakNode("n1");
        watch.rounds(2);
        assertThat(watch.told())
                .hasSize(2)
                .startsWith("opened LINK")
                .last()
                .asString()
                .startsWith("changed");
        assertThat(watch.alerts).extracting(Alert::incident).containsOnly(id);
        assertThat(watch.open()).singleElement().satisfies(one -> {
            assertThat(one.kind()).isNotEqualTo("LINK");
            assertThat(one.cells()).hasSize(10);
        });
    }

    @Test
    void twoFaultsAreTwoIncidents() {
        cut("n1", "n2");
        watch.rounds(2);
        cut("n3", "n4");
        watch.rounds(2);
        assertThat(watch.told()).containsExactly("opened LINK", "opened LINK");
        assertThat(watch.open()).hasSize(2);
    }

    @Test
    void aFlappingLinkIsToldOnce() {
        for (int round = 0; round < 40; round++) {
            if (round % 2 == 0) {
                cut("n1", "n2");
            } else {
                fleet.broken.clear();
            }
            watch.round();
        }
        assertThat(watch.told()).containsExactly("opened LINK");
        fleet.broken.clear();
        watch.rounds(3);
        assertThat(watch.told()).containsExactly("opened LINK", "cleared LINK");
    }

    @Test
    void whatComesAndGoesAllDayIsToldAFewTimes() {
        for (int hour = 0; hour < 24; hour++) {
            for (int round = 0; round < 12; round++) {
                fleet.broken.clear();
                if (round < 6) {
                    cut("n1", "n2");
                }
                watch.round();
            }
        }
        // It is cleared after 3 rounds, 3, and then would need 6, which it has, and 12, which it never has.
        assertThat(watch.told()).hasSize(7).last().isEqualTo("opened LINK");
        fleet.broken.clear();
        watch.rounds(12);
        assertThat(watch.told()).hasSize(8).last().isEqualTo("cleared LINK");
    }

    @Test
    void moreSuspectsThanFitAreConfirmedAsFarAsTheyDo() {
        FleetModel large = new FleetModel(20, 0, new SplittableRandom(2));
        for (int node = 0; node < 18; node += 2) {
            large.breakPair("n" + node, "n" + (node + 1));
            large.breakPair("n" + (node + 1), "n" + node);
        }
        Watchman other = new Watchman(large, IncidentRules.defaults("fleet"));
        other.rounds(3);
        assertThat(other.open().stream().flatMap(one -> one.cells().stream())).hasSize(18);
    }

    @ParameterizedTest
    @EnumSource(
            value = Cause.Severity.class,
            names = {"SLOW", "GREY"})
    void whatIsSlowOrGreyIsAnIncidentOfWhichNobodyIsTold(Cause.Severity severity) {
        Watchman paged = new Watchman(
                new FleetModel(6, 0, new SplittableRandom(1)),
                new IncidentRules(2, 3, Duration.ofHours(24), Cause.Severity.GREY, "fleet", ""));
        for (Watchman each : List.of(watch, paged)) {
            for (int round = 0; round < 3; round++) {
                each.give(each.fleet.odd(each.now++, "n4", severity));
            }
            assertThat(each.focusRuns).isZero();
            assertThat(each.open())
                    .singleElement()
                    .matches(one -> one.severity().equals(severity.label()));
            each.rounds(3);
            assertThat(each.open()).isEmpty();
        }
        assertThat(watch.told()).isEmpty();
        assertThat(paged.told()).hasSize(2);
    }

    @Test
    void aNodeThatLeftTheFleetEndsItsIncident() {
        cut("n1", "n2");
        watch.rounds(2);
        List<NodeLabel> rest =
                fleet.nodes().stream().filter(node -> !node.text().equals("n2")).toList();
        watch.take(watch.incidents.roster(FleetModel.SCOPE.network(), rest, watch.now));
        assertThat(watch.told()).containsExactly("opened LINK", "left LINK");
        assertThat(watch.incidents.lasting()).isEmpty();
    }

    @Test
    void aNetworkThatIsWatchedNoMoreEndsItsIncidentsAndIsNotBlind() {
        cut("n1", "n2");
        watch.rounds(2);
        Scope other = new Scope(new NetworkName("test"), Plane.RAW);
        watch.take(watch.incidents.watch(Map.of(other, Duration.ofHours(1)), watch.now));
        assertThat(watch.told()).containsExactly("opened LINK", "left LINK");
        for (int minute = 0; minute < 200; minute++) {
            watch.now += FleetModel.MINUTE;
            watch.take(watch.incidents.tick(watch.now));
        }
        assertThat(watch.told()).containsExactly("opened LINK", "left LINK", "opened BLIND");
        assertThat(watch.alerts.get(2).network()).isEqualTo("test");
    }

    @Test
    void anotherProcessGoesOnWithWhatWasKept() {
        cut("n1", "n2");
        watch.rounds(2);
        List<Incident> kept = List.copyOf(watch.kept.values());
        watch.incidents = new Incidents(IncidentRules.defaults("fleet"));
        watch.incidents.restore(kept, List.of(), watch.now);
        watch.rounds(2);
        assertThat(watch.told()).containsExactly("opened LINK");
        assertThat(watch.open())
                .singleElement()
                .matches(one -> one.id().equals(kept.get(0).id()));
        fleet.broken.clear();
        watch.rounds(3);
        assertThat(watch.told()).containsExactly("opened LINK", "cleared LINK");
    }

    @Test
    void theSameRoundsMakeTheSameIds() {
        cut("n1", "n2");
        watch.rounds(2);
        FleetModel again = new FleetModel(6, 0, new SplittableRandom(1));
        again.breakPair("n1", "n2");
        again.breakPair("n2", "n1");
        Watchman other = new Watchman(again, IncidentRules.defaults("fleet"));
        other.rounds(2);
        assertThat(other.alerts).isEqualTo(watch.alerts);
    }

    @Test
    void packetsThatAreDroppedOneWayAreALink() {
        fleet.breakPair("n1", "n2");
        watch.rounds(2);
        assertThat(watch.told()).containsExactly("opened LINK");
        assertThat(watch.open().get(0).subject()).contains("one_way");
    }

    @Test
    void pairsThatLastWithoutACauseAreAnIncidentToo() {
        fleet.odd.add(FleetModel.pair("n1", "n2"));
        watch.rounds(2);
        assertThat(watch.told()).containsExactly("opened UNEXPLAINED");
        assertThat(watch.open().get(0).cells()).containsExactly("n1>n2");
        assertThat(watch.open().get(0).text()).contains("n1 to n2");
    }

    @Test
    void roundsThatShowNoCauseDoNotTakeBackTheOneThatWasFound() {
        cut("n1", "n2");
        watch.rounds(2);
        fleet.broken.clear();
        fleet.odd.add(FleetModel.pair("n1", "n2"));
        watch.rounds(5);
        assertThat(watch.told()).containsExactly("opened LINK");
        assertThat(watch.open()).singleElement().matches(one -> one.kind().equals("LINK"));
    }
}
