package dev.x0xtest.wire.action;

import dev.x0xtest.wire.ProtocolRange;
import dev.x0xtest.wire.json.OrElse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The action {@code discover}: who is here, and what it can do. */
public final class Discover {
    private Discover() {}

    /**
     * Of {@code discover_reply}. Upstream says its label and nothing more: all else is ours.
     *
     * @param node the label
     * @param agent name and version of the runner, such as {@code x0xtest-runner/0.1.0}
     * @param features what it can do beyond upstream's protocol
     * @param x0xd version of its daemon
     * @param network the one that the runner was started for
     * @param clockMs its wall clock in ms since 1970, for display only
     * @param instance another one each time the runner starts
     */
    public record Details(
            @OrElse("") String node,
            @Nullable String agent,
            @Nullable ProtocolRange protocol,
            List<String> features,
            @Nullable String x0xd,
            @Nullable String network,
            @Nullable Long clockMs,
            @Nullable String instance) {}

    /**
     * Of {@code discover}; what else it switches stands in the command itself.
     *
     * @param protocol what the coordinator speaks; null: it does not say, as upstream's
     */
    public record Params(@Nullable ProtocolRange protocol) {
        /** Says what this build speaks. */
        public static Params ours() {
            return new Params(ProtocolRange.OURS);
        }

        /** Says nothing, as upstream's coordinator. */
        public static Params none() {
            return new Params(null);
        }
    }
}
