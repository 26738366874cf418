package dev.x0xtest.runner.links;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.wire.plan.Evidence;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the daemon's answers to {@code GET /diagnostics/connectivity} say of its connections over time. The daemon numbers its
 * connections in their order; one number for each machine stands in the answer. A machine with a higher number than ever
 * before has a new connection. One that has a lower number again is back at an older connection. Pure; confined to one thread.
 */
public final class LinkLog {
    private static final long KEPT_NANOS = 600_000_000_000L;
    private static final long NANOS_PER_MS = 1_000_000L;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    /** The uptime is in whole seconds. */
    private static final long COARSE_SECS = 2;
    /** The daemon decides how many machines there are. */
    private static final int MOST_MACHINES = 2_000;

    private static final Pattern MACHINE = Pattern.compile("[0-9a-f]{64}");

    /** The highest number of each machine. */
    private final Map<String, Long> highest = new HashMap<>();

    private final Deque<Renewed> renewed = new ArrayDeque<>();
    private boolean begun;
    private long sinceNanos;
    /** When the last answer was asked for, and when it was there; the daemon made it in between. */
    private long untilNanos;

    private long answeredNanos;
    private long uptimeSecs;

    private static final class Renewed {
        private final String machine;
        private final long number;
        private final long fromNanos;
        private final long toNanos;
        private int looks = 1;

        Renewed(String machine, long number, long fromNanos, long toNanos) {
            this.machine = machine;
            this.number = number;
            this.fromNanos = fromNanos;
            this.toNanos = toNanos;
        }
    }

    /** Takes an answer of the daemon that was asked for then; one that is no such answer, or an older one, changes nothing. */
    public void take(JsonNode answer, long askedNanos, long nowNanos) {
        JsonNode entries = answer.path("per_peer_transport");
        if (!entries.isArray() || (begun && askedNanos < untilNanos)) {
            return;
        }
        JsonNode up = answer.path("uptime_s");
        if (begun && up.isNumber() && restarted(up.longValue(), askedNanos)) {
            begun = false;
            highest.clear();
            renewed.clear();
        }
        uptimeSecs = up.isNumber() ? up.longValue() : Long.MIN_VALUE;
        Set<String> present = new HashSet<>();
        for (JsonNode entry : entries) {
            String machine = entry.path("peer_id").asText("");
            JsonNode number = entry.path("generation");
            if (entry.path("connected").asBoolean(false)
                    && number.isIntegralNumber()
                    && (highest.size() < MOST_MACHINES || highest.containsKey(machine))
                    && MACHINE.matcher(machine).matches()) {
                present.add(machine);
                connected(machine, number.longValue(), nowNanos);
            }
        }
        if (highest.size() >= MOST_MACHINES) {
            // Room for those of the next answer.
            highest.keySet().retainAll(present);
        }
        if (!begun) {
            begun = true;
            sinceNanos = nowNanos;
        }
        untilNanos = askedNanos;
        answeredNanos = nowNanos;
        forget(nowNanos);
    }

    /** Whether the uptime grew by less than the time that passed at least between the two answers. */
    private boolean restarted(long nowSecs, long askedNanos) {
        long passedSecs = Math.max(0, askedNanos - answeredNanos) / NANOS_PER_SECOND;
        return uptimeSecs != Long.MIN_VALUE && nowSecs + COARSE_SECS < uptimeSecs + passedSecs;
    }

    private void connected(String machine, long number, long nowNanos) {
        Long before = highest.get(machine);
        if (before == null || number > before) {
            highest.put(machine, number);
            if (begun) {
                renewed.addLast(new Renewed(machine, number, untilNanos, nowNanos));
                if (renewed.size() > Evidence.RENEWALS) {
                    // Of the time before the oldest that is kept nothing can be said any more.
                    sinceNanos = Math.max(sinceNanos, renewed.removeFirst().toNanos);
                }
            }
        } else if (number == before) {
            renewed.stream()
                    .filter(one -> one.machine.equals(machine) && one.number == number)
                    .forEach(one -> one.looks++);
        }
    }

    private void forget(long nowNanos) {
        sinceNanos = Math.max(sinceNanos, nowNanos - KEPT_NANOS);
        while (!renewed.isEmpty() && renewed.getFirst().toNanos < sinceNanos) {
            renewed.removeFirst();
        }
    }

    /** What is known, with times in ms after this one; null: no answer was taken yet. */
    public Evidence.@Nullable Links links(long goNanos) {
        if (!begun) {
            return null;
        }
        List<Evidence.Renewal> list = renewed.stream()
                .map(one -> new Evidence.Renewal(
                        one.machine, ms(one.fromNanos, goNanos), ms(one.toNanos, goNanos), one.looks))
                .toList();
        return new Evidence.Links(ms(sinceNanos, goNanos), ms(untilNanos, goNanos), list);
    }

    /** How many machines are remembered. */
    int machines() {
        return highest.size();
    }

    private static long ms(long nanos, long goNanos) {
        return (nanos - goNanos) / NANOS_PER_MS;
    }
}
