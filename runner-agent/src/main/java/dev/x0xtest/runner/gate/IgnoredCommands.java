package dev.x0xtest.runner.gate;

import dev.x0xtest.wire.AgentId;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts what got no answer. One line at the first, then at most one a minute, however many there are. Pure. */
public final class IgnoredCommands {
    private final Map<IgnoreReason, Long> unsaid = new EnumMap<>(IgnoreReason.class);
    private final Map<IgnoreReason, Long> totals = new EnumMap<>(IgnoreReason.class);
    private @Nullable AgentId lastStranger;

    public void count(IgnoreReason reason, @Nullable AgentId sender) {
        unsaid.merge(reason, 1L, Long::sum);
        totals.merge(reason, 1L, Long::sum);
        if (reason == IgnoreReason.UNLISTED || reason == IgnoreReason.UNVERIFIED) {
            lastStranger = sender;
        }
    }

    public long total(IgnoreReason reason) {
        return totals.getOrDefault(reason, 0L);
    }

    /** Everything since the start. */
    public Map<IgnoreReason, Long> totals() {
        return Map.copyOf(totals);
    }

    /** The line for what was counted since the last one; empty when there was nothing. */
    public Optional<String> summary() {
        if (unsaid.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder line = new StringBuilder("ignored commands:");
        String separator = " ";
        for (Map.Entry<IgnoreReason, Long> entry : unsaid.entrySet()) {
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
