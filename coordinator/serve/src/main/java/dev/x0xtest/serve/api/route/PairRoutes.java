package dev.x0xtest.serve.api.route;

import dev.x0xtest.serve.api.message.Answer;
import dev.x0xtest.serve.api.message.Problem;
import dev.x0xtest.serve.api.message.Request;
import dev.x0xtest.serve.api.message.Routes;
import dev.x0xtest.serve.api.view.HistoryJson;
import dev.x0xtest.serve.history.HistoryReader;
import dev.x0xtest.serve.model.Scope;
import dev.x0xtest.wire.NodeLabel;
import java.time.Duration;

/** The past of a pair, and what is known of a node. */
final class PairRoutes {
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long LEAST_STEP = 1000;
    private static final long MOST_POINTS = 10_000;
    /** Up to so long, there is a point for each run. */
    private static final long EACH_RUN = 7 * DAY;

    private static final long EACH_HOUR = 60 * DAY;

    private final Sources sources;

    PairRoutes(Sources sources) {
        this.sources = sources;
    }

    void addTo(Routes routes) {
        routes.reads(Sources.PREFIX + "/pairs/{src}/{dst}", this::pair)
                .reads(Sources.PREFIX + "/pairs/{src}/{dst}/failures", this::failures)
                .reads(Sources.PREFIX + "/nodes/{node}", this::node);
    }

    /** The label in the path. */
    static NodeLabel label(Request request, int place) {
        return NodeLabel.parse(request.argument(place)).orElseThrow(() -> new Problem(404, "there is no such node"));
    }

    private Answer pair(Request request) {
        String src = label(request, 0).text();
        String dst = label(request, 1).text();
        long to = request.number("to", 0, Long.MAX_VALUE).orElseGet(sources::nowMs);
        long from = request.number("from", 0, Long.MAX_VALUE).orElse(Math.max(0, to - DAY));
        if (from >= to) {
            throw new Problem(400, "from is to be before to");
        }
        long step = step(request, to - from);
        Scope scope = sources.scope(request);
        HistoryReader.PairPast past = sources.read(history -> history.pair(scope, src, dst, from, to, step))
                .orElseThrow(() -> new Problem(404, "there is no such pair"));
        return Answer.json(HistoryJson.pair(scope, src, dst, from, to, step, past));
    }

    private Answer failures(Request request) {
        String src = label(request, 0).text();
        String dst = label(request, 1).text();
        int limit = Sources.limit(request);
        Scope scope = sources.scope(request);
        return Answer.json(HistoryJson.failures(
                scope, src, dst, sources.read(history -> history.failures(scope, src, dst, limit))));
    }

    private static long step(Request request, long span) {
        long usual = span <= EACH_RUN ? 0 : span <= EACH_HOUR ? HOUR : DAY;
        long step = request.number("step", 0, Long.MAX_VALUE).orElse(usual);
        if (step == 0 && span > EACH_RUN) {
            throw new Problem(400, "a point for each run (step 0) is given for at most 7 days");
        }
        if (step > 0 && (step < LEAST_STEP || span / step > MOST_POINTS)) {
            throw new Problem(400, "step is to be 0 or at least 1000 ms, and give at most " + MOST_POINTS + " points");
        }
        return step;
    }

    private Answer node(Request request) {
        String label = label(request, 0).text();
        Scope scope = sources.scope(request);
        long now = sources.nowMs();
        HistoryReader.NodeFacts facts = sources.read(history -> history.node(scope, label))
                .orElseThrow(() -> new Problem(404, "there is no such node"));
        HistoryReader.Matrix matrix =
                sources.read(history -> history.matrix(scope, now)).orElse(null);
        return Answer.json(HistoryJson.node(scope, facts, matrix, now));
    }
}
