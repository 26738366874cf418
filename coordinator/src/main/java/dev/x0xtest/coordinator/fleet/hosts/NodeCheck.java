package dev.x0xtest.coordinator.fleet.hosts;

import dev.x0xtest.coordinator.fleet.FleetNode;
import dev.x0xtest.wire.AgentId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that was seen of one node, and what is to be said of it. Pure.
 *
 * @param pinned the agent id that the fleet file says
 * @param hostProblem why the host was not asked; null: it was
 * @param daemonProblem why its x0xd was not asked; null: it was
 * @param reply null: its runner did not answer, or was not asked
 * @param asked whether its runner was asked
 */
record NodeCheck(
        FleetNode node,
        @Nullable AgentId pinned,
        @Nullable HostFacts host,
        @Nullable String hostProblem,
        DaemonVisit.@Nullable Found daemon,
        @Nullable String daemonProblem,
        RunnerRoll.@Nullable Reply reply,
        boolean asked) {
    /** More than this and signed commands are refused. */
    private static final long MOST_SKEW_MS = 30_000;

    /** How sure a remark is. */
    enum Weight {
        WRONG,
        /** Nothing is known to be wrong, and something could not be seen. */
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
            remarks.add(new Remark(Weight.WRONG, "its clock is off by " + clock + " ms"));
        }
        if (daemon != null) {
            remarkOnDaemon(daemon, remarks);
        }
        remarkOnRunner(remarks);
        return remarks;
    }

    /** Asked twice, over ssh and through the mesh: what is known better. */
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
            remarks.add(new Remark(Weight.WRONG, "its agent is " + agent.hex() + ", it is pinned to " + pinned.hex()));
        }
        if (found.peers().isEmpty()) {
            remarks.add(new Remark(Weight.WRONG, "its x0xd has no peers"));
        }
    }

    private void remarkOnRunner(List<Remark> remarks) {
        RunnerRoll.Reply answer = reply;
        if (answer == null) {
            if (asked) {
                remarks.add(new Remark(
                        Weight.UNSEEN,
                        "its runner did not answer the anchor: it is down, cut off, or does not obey that agent"));
            }
            return;
        }
        if (answer.byTopicOnly()) {
            remarks.add(new Remark(
                    Weight.WRONG,
                    "a daemon of its identity takes direct messages that its runner, which answers on the topic, never "
                            + "sees: a second x0xd with this identity seems to run, such as on a cloned machine"));
        }
        if (answer.refusal() != null) {
            remarks.add(new Remark(Weight.WRONG, "its runner refuses: " + answer.refusal()));
        }
        if (!answer.verified()) {
            remarks.add(new Remark(Weight.WRONG, "the anchor's x0xd does not verify it"));
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
