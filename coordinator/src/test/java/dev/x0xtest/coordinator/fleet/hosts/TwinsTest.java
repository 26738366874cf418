package dev.x0xtest.coordinator.fleet.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.daemon.rest.Machines.Machine;
import dev.x0xtest.wire.AgentId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the anchor's daemon and a node's own daemon say together about a second daemon with its identity. */
class TwinsTest {
    private static final AgentId AGENT = new AgentId("01".repeat(32));
    private static final String OWN = "3d".repeat(32);
    private static final String CLONE = "2c".repeat(32);

    private static Machine machine(String id, String address, long at) {
        return new Machine(id, List.of(AGENT.hex()), List.of(address), at);
    }

    private static @Nullable String said(List<Machine> before, List<Machine> after, @Nullable Machine own) {
        return new Twins(before, after).of(AGENT, own == null ? null : own.machineId(), own);
    }

    @Test
    void oneMachineWhereverItIsIsOneDaemon() {
        Machine own = machine(OWN, "a", 10);
        assertThat(said(List.of(own), List.of(own), own)).isNull();
        assertThat(said(List.of(own), List.of(machine(OWN, "a", 15)), own)).isNull();
        assertThat(said(List.of(), List.of(), own)).isNull();
        assertThat(said(List.of(own), List.of(own), null)).isNull();
    }

    @Test
    void anOldAddressAtTheAnchorIsNoSecondDaemon() {
        assertThat(said(List.of(), List.of(machine(OWN, "b", 9)), machine(OWN, "a", 10)))
                .isNull();
    }

    @Test
    void aNewerAnnouncementFromElsewhereIsASecondDaemon() {
        assertThat(said(List.of(), List.of(machine(OWN, "b", 11)), machine(OWN, "a", 10)))
                .isEqualTo(
                        "its identity is announced from b, but its own x0xd announces a: a second x0xd with this identity"
                                + " seems to run, such as on a cloned machine");
    }

    @Test
    void anotherMachineThatGoesOnAnnouncingRuns() {
        Machine own = machine(OWN, "a", 20);
        assertThat(said(List.of(machine(CLONE, "b", 11)), List.of(own, machine(CLONE, "b", 16)), own))
                .isEqualTo("machine 2c2c2c2c at b announces its identity too: a second x0xd with this identity runs");
        assertThat(said(List.of(), List.of(own, machine(CLONE, "b", 21)), own)).contains("announces its identity too");
    }

    @Test
    void anotherMachineThatFellSilentMayHaveEnded() {
        Machine own = machine(OWN, "a", 20);
        Machine silent = machine(CLONE, "b", 11);
        assertThat(said(List.of(silent), List.of(own, silent), own))
                .isEqualTo(
                        "machine 2c2c2c2c at b announced its identity at 00:00:11Z: a second x0xd with this identity runs,"
                                + " or ran until then");
    }

    @Test
    void ofAHostThatWasNotVisitedBothMachinesMustGoOn() {
        List<Machine> before = List.of(machine(OWN, "a", 1), machine(CLONE, "b", 2));
        assertThat(said(before, List.of(machine(OWN, "a", 6), machine(CLONE, "b", 2)), null))
                .isNull();
        assertThat(said(before, List.of(machine(OWN, "a", 6), machine(CLONE, "b", 7)), null))
                .contains("3d3d3d3d at a and 2c2c2c2c at b", "a second x0xd with this identity runs");
    }

    @Test
    void machinesOfOtherAgentsDoNotCount() {
        Machine other = new Machine(CLONE, List.of("ff".repeat(32)), List.of("b"), 30);
        Machine own = machine(OWN, "a", 10);
        assertThat(said(List.of(), List.of(own, other), own)).isNull();
    }
}
