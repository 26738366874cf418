package dev.x0xtest.runner.gate;

import dev.x0xtest.wire.AgentId;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts ignored commands by reason. It yields a summary at the first one, then at most one a minute. Pure. */
public final class IgnoredCommands {
    private final Map<GateVerdict.IgnoreReason, Long> unsaid = new EnumMap<>(GateVerdict.IgnoreReason.class);
    private final Map<GateVerdict.IgnoreReason, Long> totals = new EnumMap<>(GateVerdict.IgnoreReason.class);
    private @Nullable AgentId lastStranger;

    public void count(GateVerdict.IgnoreReason reason, @Nullable AgentId sender) {
        unsaid.merge(reason, 1L, Long::sum);
        totals.merge(reason, 1L, Long::sum);
        if (reason == GateVerdict.IgnoreReason.UNLISTED || reason == GateVerdict.IgnoreReason.UNVERIFIED) {
            lastStranger = sender;
        }
    }

    long total(GateVerdict.IgnoreReason reason) {
        return totals.getOrDefault(reason, 0L);
    }

    /** All counts since the start. */
    public Map<GateVerdict.IgnoreReason, Long> totals() {
        return Map.copyOf(totals);
    }

    /** A line about what was counted since the last summary; empty if nothing was. */
    public Optional<String> summary() {
        if (unsaid.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder line = new StringBuilder("ignored commands:");
        String separator = " ";
        for (Map.Entry<GateVerdict.IgnoreReason, Long> entry : unsaid.entrySet()) {
            line.append(separator)
                    .append(entry.getValue())
                    .append(' ')
                    .append(entry.getKey().phrase());
            separator = ", ";
        }
        AgentId stranger = lastStranger;
        if (stranger != null) {
            line.append(" (last ").append(stranger.hex()).append(')');
        }
        unsaid.clear();
        lastStranger = null;
        return Optional.of(line.toString());
    }
}
