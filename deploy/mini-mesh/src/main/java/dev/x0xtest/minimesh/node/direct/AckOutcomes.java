package dev.x0xtest.minimesh.node.direct;

import dev.x0xtest.minimesh.node.links.NodeContext;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How raw messages were acknowledged, by machine and minute, for a quarter of an hour. Confined to the node's event loop.
 */
public final class AckOutcomes {
    /** How long a minute is kept. */
    public static final int RETENTION_MINUTES = 15;

    private static final int MAX_PER_MINUTE = 1_000;
    private static final long MS_PER_MINUTE = 60_000;

    private final NodeContext context;
    private final TreeMap<Long, Map<String, Map<Outcome, Long>>> byMinute = new TreeMap<>();

    public AckOutcomes(NodeContext context) {
        this.context = context;
    }

    /** An outcome that is counted; the name in lower case is that of x0xd. */
    public enum Outcome {
        RECEIVER_ACCEPTED,
        SENDER_ACCEPTED,
        SENDER_ACK_TIMEOUT,
        SENDER_CONNECTION_CLOSED,
        SENDER_RETRY_ATTEMPTED,
        SENDER_RETRY_FAILED
    }

    /** One more message of this machine, or to it, has ended so. */
    public void count(String machineId, Outcome outcome) {
        long minute = context.nowMs() / MS_PER_MINUTE;
        byMinute.headMap(minute - RETENTION_MINUTES, true).clear();
        Map<String, Map<Outcome, Long>> machines = byMinute.computeIfAbsent(minute, now -> new TreeMap<>());
        if (machines.size() < MAX_PER_MINUTE || machines.containsKey(machineId)) {
            machines.computeIfAbsent(machineId, id -> new EnumMap<>(Outcome.class))
                    .merge(outcome, 1L, Long::sum);
        }
    }

    /** One machine in one minute. */
    public record Entry(long minute, String machineId, Map<Outcome, Long> counts) {
        public long count(Outcome outcome) {
            return counts.getOrDefault(outcome, 0L);
        }
    }

    /** What was counted, the oldest minute first. */
    public List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        byMinute.forEach((minute, machines) ->
                machines.forEach((id, counts) -> entries.add(new Entry(minute, id, Map.copyOf(counts)))));
        return entries;
    }
}
