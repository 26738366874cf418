package dev.x0xtest.coordinator.run.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.x0xtest.coordinator.report.Ending;
import dev.x0xtest.coordinator.run.simulated.SimulatedFleet;
import dev.x0xtest.coordinator.run.terms.Outbox;
import dev.x0xtest.coordinator.run.terms.RunEvent.Announced;
import dev.x0xtest.coordinator.run.terms.RunEvent.Announcement;
import dev.x0xtest.wire.Plane;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What proves that two daemons have one identity, and what one daemon alone may do. */
class DoublesTest {
    private static final String MACHINE = "3d".repeat(32);
    private static final String CLONE = "2c".repeat(32);
    private static final String OWN = "127.0.0.1:50984";
    private static final String ELSEWHERE = "127.0.0.1:37657";

    private final Outbox outbox = new Outbox();
    private final Roster roster = roster();
    private final NodeState node = roster.nodes().get(1);
    private final Doubles doubles = new Doubles(roster, outbox);

    private static Roster roster() {
        try {
            return new Roster(new SimulatedFleet(3, Plane.RAW, 1).config, SimulatedFleet.id(0), "http://127.0.0.1:1");
        } catch (Roster.ConflictException e) {
            throw new AssertionError(e);
        }
    }

    private static Announcement from(String machine, String address, long at) {
        return new Announcement(machine, List.of(address), at);
    }

    private void announced(Announcement... by) {
        doubles.announced(new Announced(SimulatedFleet.id(1).hex(), List.of(by)));
    }

    private void answered(String machine, @Nullable String instance, long ms) {
        answered("first", machine, instance, ms);
    }

    private boolean answered(String question, String machine, @Nullable String instance, long ms) {
        try {
            return doubles.answered(node, question, machine, instance, ms * 1_000_000);
        } catch (Roster.ConflictException e) {
            throw new AssertionError(e);
        }
    }

    private void found() {
        answered(MACHINE, "a", 0);
    }

    @Test
    void twoMachinesThatGoOnAnnouncingAreTwoDaemons() {
        announced(from(CLONE, ELSEWHERE, 10), from(MACHINE, OWN, 12));
        assertThat(outbox.warnings()).isEmpty();
        announced(from(CLONE, ELSEWHERE, 15), from(MACHINE, OWN, 12));
        assertThat(outbox.warnings()).isEmpty();
        announced(from(CLONE, ELSEWHERE, 15), from(MACHINE, OWN, 17));
        announced(from(CLONE, ELSEWHERE, 20), from(MACHINE, OWN, 22));
        assertThat(outbox.warnings())
                .containsExactly("n1: two machines announce its identity, 2c2c2c2c at " + ELSEWHERE
                        + " and 3d3d3d3d at " + OWN + ": a second x0xd with n1's identity runs");
    }

    @Test
    void aMachineThatAnnouncesAfterTheOneWhoseRunnerAnswersIsASecondOne() {
        found();
        announced(from(CLONE, ELSEWHERE, 13), from(MACHINE, OWN, 12));
        assertThat(outbox.warnings()).singleElement().asString().contains("a second x0xd with n1's identity runs");
    }

    @Test
    void itIsASecondOneAlsoIfItWasHeardBeforeTheRunnerAnswered() {
        announced(from(CLONE, ELSEWHERE, 13), from(MACHINE, OWN, 12));
        assertThat(outbox.warnings()).isEmpty();
        found();
        assertThat(outbox.warnings()).singleElement().asString().contains("a second x0xd with n1's identity runs");
    }

    @Test
    void anIdentityThatGotANewMachineKeyIsNotDoubled() {
        found();
        announced(from(CLONE, ELSEWHERE, 10), from(MACHINE, OWN, 12));
        announced(from(CLONE, ELSEWHERE, 10), from(MACHINE, OWN, 17));
        announced(from(CLONE, ELSEWHERE, 10), from(MACHINE, OWN, 22));
        assertThat(outbox.warnings()).isEmpty();
    }

    @Test
    void aDaemonThatMovesOnceMayBeTheSame() {
        announced(from(MACHINE, OWN, 10));
        announced(from(MACHINE, ELSEWHERE, 15));
        assertThat(outbox.warnings())
                .containsExactly("n1: its identity was announced from " + OWN + " and is now from " + ELSEWHERE
                        + ": a second x0xd with n1's identity seems to run, unless its x0xd has moved");
    }

    @Test
    void anIdentityThatComesBackToItsAddressHasATwin() {
        announced(from(MACHINE, OWN, 10));
        announced(from(MACHINE, ELSEWHERE, 15));
        announced(from(MACHINE, OWN, 20));
        assertThat(outbox.warnings())
                .last()
                .isEqualTo("n1: its identity is announced in turns from " + ELSEWHERE + " and from " + OWN
                        + ": a second x0xd with n1's identity seems to run");
    }

    @Test
    void anAddressMoreOrLessIsNoMove() {
        announced(from(MACHINE, OWN, 10));
        announced(new Announcement(MACHINE, List.of(ELSEWHERE, OWN), 15));
        announced(new Announcement(MACHINE, List.of(), 20));
        assertThat(outbox.warnings()).isEmpty();
    }

    @Test
    void twoRunnersThatAnswerAtOnceAreTwo() {
        answered(MACHINE, "a", 0);
        answered(MACHINE, "b", 900);
        assertThat(outbox.warnings()).singleElement().asString().contains("two runners answer as it at the same time");
    }

    @Test
    void ofTwoRunnersTheFirstThatAnswersOnceMoreEndsTheRun() {
        assertThat(answered("first", MACHINE, "a", 0)).isFalse();
        assertThat(answered("first", MACHINE, "b", 900)).as("ask again").isTrue();
        doubles.asked(node, "again");
        assertThat(answered("again", MACHINE, "b", 1_000)).isFalse();
        assertThatThrownBy(() -> doubles.answered(node, "again", MACHINE, "a", 1_100_000_000L))
                .isInstanceOfSatisfying(
                        Roster.ConflictException.class,
                        conflict -> assertThat(conflict.ending().cause()).isEqualTo(Ending.Cause.TWO_CLAIMANTS))
                .hasMessage("two runners answer as n1 beside one x0xd: the instances a and b");
    }

    @Test
    void anOldAnswerOfARunnerThatIsGoneProvesNothing() {
        answered(MACHINE, "a", 0);
        answered(MACHINE, "b", 900);
        doubles.asked(node, "again");
        assertThat(answered("first", MACHINE, "a", 1_000)).isFalse();
        assertThat(answered("again", MACHINE, "b", 1_100)).isFalse();
        assertThat(answered("again", MACHINE, "c", 1_200)).isFalse();
    }

    @Test
    void runnersOnTwoMachinesAreTwo() {
        answered(MACHINE, null, 0);
        answered(CLONE, null, 5_000);
        assertThat(outbox.warnings())
                .containsExactly(
                        "n1: two runners answer as it, on the machines 3d3d3d3d and 2c2c2c2c: a second x0xd with"
                                + " n1's identity runs");
    }

    @Test
    void aResultFromAnotherMachineIsOfAnotherRunner() {
        doubles.heard(node, CLONE);
        found();
        doubles.heard(node, MACHINE);
        doubles.heard(node, "");
        assertThat(outbox.warnings()).isEmpty();
        doubles.heard(node, CLONE);
        assertThat(outbox.warnings())
                .containsExactly(
                        "n1: two runners answer as it, on the machines 3d3d3d3d and 2c2c2c2c: a second x0xd with"
                                + " n1's identity runs");
    }

    @Test
    void aRunnerThatRestartsIsOne() {
        answered(MACHINE, "a", 0);
        answered(MACHINE, "b", 1_000);
        answered(MACHINE, "b", 1_001);
        answered(MACHINE, null, 1_002);
        assertThat(outbox.warnings()).isEmpty();
    }

    @Test
    void whoIsNotOfThisRunIsLeftOut() {
        doubles.announced(new Announced("ff".repeat(32), List.of(from(CLONE, OWN, 1), from(MACHINE, OWN, 2))));
        doubles.announced(new Announced("nonsense", List.of()));
        assertThat(outbox.warnings()).isEmpty();
    }
}
