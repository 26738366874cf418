package dev.x0xtest.coordinator.causes;

import dev.x0xtest.coordinator.causes.kind.Subject;
import dev.x0xtest.coordinator.causes.search.Hypothesis;
import dev.x0xtest.wire.NodeLabel;

/**
 * What to do about a cause: one command to type, and why.
 *
 * @param where on which host
 * @param command to type there
 * @param text what to look for, without a full stop
 */
public record NextStep(NodeLabel where, String command, String text) {
    private static final String STATUS = "systemctl status x0xd x0xtest-runner@*";
    private static final String LOG = "journalctl -u x0xd --since -10min";

    /** The next step for a cause. */
    public static NextStep of(Cause cause) {
        Subject subject = cause.subject();
        NodeLabel where = subject.nodes().get(0);
        return new NextStep(where, command(cause), text(cause, where.text()));
    }

    private static String text(Cause cause, String node) {
        Subject subject = cause.subject();
        return switch (cause.kind()) {
            case LINK ->
                (largeOnly(cause) ? "see whether small messages arrive; " : "") + "check the network from " + node
                        + " to " + subject.nodes().get(1).text() + ": a packet filter, a route, the cloud's firewall";
            case GROUP_CUT -> "check the network between the two groups: a route, a tunnel, the cloud's firewall";
            case BLOCKED -> blocked(cause, node);
            case UNDISCOVERED -> "check that " + node + "'s x0xd is of the same network as the others";
            case IDENTITY_CLASH ->
                "stop the second x0xd with " + node
                        + "'s identity, such as a cloned machine, and give it an identity of its own";
            case DESTINATION_IN -> "check what drops packets on their way to " + node;
            case SOURCE_OUT -> "check what drops packets on their way from " + node;
            case CLOCK -> "set the clock, and let the host keep it: chrony, systemd-timesyncd";
            case HOST_BUSY ->
                "look what else takes the processor of " + node + "'s host; its hops say nothing of the mesh";
            case OVERLOADED -> "run again with a lower --rate";
            case VERSION -> "install the coordinator's version of x0xtest-runner there";
            case SLOW -> "look for lost packets and load on " + node + "'s host";
            case PLANE -> "look into x0xd's log for why it takes another way";
            case CONTROL_PATH -> "check that the anchor and " + node + " may talk to each other";
            case NODE -> node(cause, node);
            case MTU ->
                "check the MTU of every link from " + node + " to "
                        + subject.nodes().get(1).text()
                        + ", a tunnel above all, and a firewall that drops large or fragmented packets or ICMP";
            case ANCHOR -> "check that " + node + "'s x0xd is up and its token right, or use another --anchor";
        };
    }

    private static boolean largeOnly(Cause cause) {
        return cause.candidates().contains(Hypothesis.LARGE_ONLY)
                || (cause.subject() instanceof Subject.Path path && path.worksBytes() == 0);
    }

    private static String node(Cause cause, String node) {
        if (Hypothesis.RUNNER_SILENT.equals(cause.part())) {
            return "check that x0xtest-runner is up on " + node + ", and that its x0xd's token is still right";
        }
        if (Hypothesis.DAEMON_RESTARTED.equals(cause.part())) {
            return "look why x0xd was started again, then run again";
        }
        return "check that " + node + "'s host and x0xd are up, and the network before it";
    }

    private static String blocked(Cause cause, String node) {
        String other = cause.subject().nodes().get(1).text();
        return cause.candidates().isEmpty() || cause.candidates().contains(Hypothesis.DURING)
                ? "unblock " + other + " in " + node + "'s contacts, if it is not meant to be blocked"
                : "check " + node + "'s contact for " + other
                        + " and its trust policy; a second x0xd with its identity has the same effect";
    }

    private static String command(Cause cause) {
        if (largeOnly(cause)) {
            return "x0xtest matrix ... --payload-sizes 64,700,1000,4096";
        }
        return switch (cause.kind()) {
            case MTU -> "tracepath " + cause.subject().nodes().get(1).text();
            case LINK, GROUP_CUT, PLANE -> LOG;
            case BLOCKED -> "curl -s -H \"Authorization: Bearer $TOKEN\" http://127.0.0.1:12700/contacts";
            case CLOCK -> "timedatectl";
            case HOST_BUSY -> "top -b -n 1 | head -20";
            case SLOW -> "ip -s link; nstat -az UdpInErrors UdpRcvbufErrors";
            default -> STATUS;
        };
    }
}
