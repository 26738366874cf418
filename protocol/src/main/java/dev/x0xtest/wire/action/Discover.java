package dev.x0xtest.wire.action;

import dev.x0xtest.wire.ProtocolRange;
import dev.x0xtest.wire.json.OrElse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The action {@code discover}: which agent runs a node, and what its runner supports. {@code docs/protocol.md},
 * sections Probe and send, and Answers to probes.
 */
public final class Discover {
    private Discover() {}

    /**
     * Details of {@code discover_reply}. An upstream runner sends its label only; the other fields are ours.
     *
     * @param node the label
     * @param agent name and version of the runner, such as {@code x0xtest-runner/0.1.0}
     * @param features extensions that the runner supports, see {@code Features}
     * @param x0xd version of its daemon
     * @param network the network that the runner was started for
     * @param clockMs its wall clock in ms since 1970, for display only
     * @param instance id of the runner's process, new at each start
     * @param ledger where its next run is kept: {@link #ON_DISK} if the run survives a restart, {@link #IN_MEMORY}
     */
    public record Details(
            @OrElse("") String node,
            @Nullable String agent,
            @Nullable ProtocolRange protocol,
            List<String> features,
            @Nullable String x0xd,
            @Nullable String network,
            @Nullable Long clockMs,
            @Nullable String instance,
            @Nullable String ledger) {
        public static final String ON_DISK = "disk";
        public static final String IN_MEMORY = "memory";

        /** Details that do not say where runs are kept. */
        public Details(
                String node,
                @Nullable String agent,
                @Nullable ProtocolRange protocol,
                List<String> features,
                @Nullable String x0xd,
                @Nullable String network,
                @Nullable Long clockMs,
                @Nullable String instance) {
            this(node, agent, protocol, features, x0xd, network, clockMs, instance, null);
        }
    }

    /**
     * Parameters of {@code discover}. The opt-out of the topics and the network are fields of the command itself.
     *
     * @param protocol versions that the coordinator speaks; null from an upstream coordinator
     */
    public record Params(@Nullable ProtocolRange protocol) {
        /** Parameters that announce the versions of this build. */
        public static Params ours() {
            return new Params(ProtocolRange.OURS);
        }

        /** Parameters that announce nothing, as an upstream coordinator sends them. */
        public static Params none() {
            return new Params(null);
        }
    }
}
