package dev.x0xtest.coordinator.fleet.hosts;

import dev.x0xtest.coordinator.fleet.FleetNode;
import dev.x0xtest.wire.AgentId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The observations of one node, and the findings that follow from them. Pure.
 *
 * @param pinned the agent id in the fleet file
 * @param hostProblem why the host did not answer; null: it did
 * @param daemonProblem why its x0xd did not answer; null: it did
 * @param reply null: the runner did not answer or was not asked
 * @param asked whether the runner was asked
 * @param twin what hints at a second daemon with its identity, in a sentence; null: nothing
 */
record NodeCheck(
        FleetNode node,
        @Nullable AgentId pinned,
        @Nullable HostFacts host,
        @Nullable String hostProblem,
        DaemonVisit.@Nullable Found daemon,
        @Nullable String daemonProblem,
        RunnerRoll.@Nullable Reply reply,
        boolean asked,
        @Nullable String twin) {
    /** Daemons refuse signed commands beyond this difference. */
    private static final long MOST_SKEW_MS = 30_000;

    /** How certain a finding is. */
    enum Weight {
        WRONG,
        /** Something could not be observed. */
        UNSEEN
    }

    /** One sentence. */
    record Remark(Weight weight, String text) {}

    List<Remark> remarks() {
        List<Remark> remarks = new ArrayList<>();
        if (hostProblem != null) {
            remarks.add(new Remark(Weight.UNSEEN, hostProblem));
        } else if (daemonProblem != null) {
            remarks.add(new Remark(Weight.WRONG, daemonProblem));
        }
        ClockOffset clock = clock();
        if (clock != null && clock.beyond(MOST_SKEW_MS)) {
            remarks.add(new Remark(Weight.WRONG, "its clock differs from ours by " + clock + " ms"));
        }
        if (daemon != null) {
            remarkOnDaemon(daemon, remarks);
        }
        if (twin != null) {
            remarks.add(new Remark(Weight.WRONG, twin));
        }
        remarkOnRunner(remarks);
        return remarks;
    }

    /** The more exact of two measurements: over ssh and through the mesh. */
    @Nullable
    ClockOffset clock() {
        ClockOffset byHost = host == null ? null : host.clock();
        ClockOffset byRunner = reply == null ? null : reply.clock();
        if (byHost == null || byRunner == null) {
            return byHost == null ? byRunner : byHost;
        }
        return byRunner.boundMs() < byHost.boundMs() ? byRunner : byHost;
    }

    private void remarkOnDaemon(DaemonVisit.Found found, List<Remark> remarks) {
        AgentId agent = found.agent().agentId();
        if (pinned != null && !pinned.equals(agent)) {
            remarks.add(new Remark(
                    Weight.WRONG, "its agent id is " + agent.hex() + ", but it is pinned to " + pinned.hex()));
        }
        if (found.peers().isEmpty()) {
            remarks.add(new Remark(Weight.WRONG, "its x0xd has no peers"));
        }
    }

    private void remarkOnRunner(List<Remark> remarks) {
        RunnerRoll.Reply answer = reply;
        if (answer == null) {
            if (asked) {
                remarks.add(
                        new Remark(
                                Weight.UNSEEN,
                                "its runner did not answer the anchor: it is down, unreachable, or does not obey the anchor's agent"));
            }
            return;
        }
        if (answer.byTopicOnly() && twin == null) {
            remarks.add(new Remark(
                    Weight.WRONG,
                    "a daemon of its identity takes direct messages that its runner, which answers on the topic, never "
                            + "sees: a second x0xd with this identity seems to run, such as on a cloned machine"));
        }
        if (answer.refusal() != null) {
            remarks.add(new Remark(Weight.WRONG, "its runner refuses: " + answer.refusal()));
        }
        if (!answer.verified()) {
            remarks.add(new Remark(Weight.WRONG, "the anchor's x0xd has not verified its agent"));
        }
        if (!answer.node().equals(node.label().text())) {
            remarks.add(new Remark(Weight.WRONG, "its runner calls itself " + answer.node()));
        }
    }

    long degradedPeers() {
        return daemon == null
                ? 0
                : daemon.peers().stream()
                        .filter(peer -> peer.link().equals("degraded"))
                        .count();
    }
}
