package dev.x0xtest.serve.schedule;

import dev.x0xtest.serve.model.RunKind;
import dev.x0xtest.serve.model.Scope;
import dev.x0xtest.serve.schedule.terms.Cost;
import dev.x0xtest.serve.schedule.terms.RunPairs;
import dev.x0xtest.serve.schedule.terms.Spans;
import java.time.Duration;
import java.util.List;

/**
 * A run that somebody or something asks for. Immutable.
 *
 * @param kind REQUESTED for a person, FOCUS to confirm a cause; that of a series for one of its ticks
 * @param samples hops of each pair
 */
public record Request(Scope scope, RunKind kind, RunPairs pairs, int samples, int payloadBytes, Duration deadline) {
    /** The most hops of a run that confirms a cause. */
    public static final int FOCUS_HOPS = 400;

    private static final Duration FOCUS_DEADLINE = Duration.ofMinutes(2);
    private static final Duration LONGEST = Duration.ofDays(7);

    /** Checks the bounds. */
    public Request {
        if (samples < 1 || payloadBytes < 1 || deadline.isNegative() || deadline.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a run of " + samples + " hops a pair of " + payloadBytes
                    + " bytes within " + Spans.text(deadline));
        }
    }

    /** A run that confirms a cause; pairs beyond {@value #FOCUS_HOPS} hops are left out, the last ones first. */
    public static Request focus(Scope scope, List<RunPairs.Pair> pairs, int samples, int payloadBytes) {
        int most = Math.max(1, FOCUS_HOPS / samples);
        List<RunPairs.Pair> kept = pairs.subList(0, Math.min(most, pairs.size()));
        return new Request(scope, RunKind.FOCUS, new RunPairs.These(kept), samples, payloadBytes, FOCUS_DEADLINE);
    }

    /** The same; ends by then at the latest. */
    public Request within(Duration most) {
        return new Request(scope, kind, pairs, samples, payloadBytes, deadline.compareTo(most) < 0 ? deadline : most);
    }

    /** A full matrix that a person asks for. */
    public static Request full(Scope scope, int samples, int payloadBytes, Duration deadline) {
        return new Request(scope, RunKind.REQUESTED, new RunPairs.All(), samples, payloadBytes, deadline);
    }

    /** What it is expected to cost among so many nodes. */
    Cost cost(int nodes) {
        return Cost.of(scope.plane(), nodes, pairs.count(nodes) * samples, payloadBytes);
    }
}
