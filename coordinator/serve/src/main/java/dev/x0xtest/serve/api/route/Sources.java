package dev.x0xtest.serve.api.route;

import dev.x0xtest.daemon.Causes;
import dev.x0xtest.serve.api.live.Controls;
import dev.x0xtest.serve.api.live.Refusal;
import dev.x0xtest.serve.api.message.Answer;
import dev.x0xtest.serve.api.message.Problem;
import dev.x0xtest.serve.api.message.Request;
import dev.x0xtest.serve.history.HistoryException;
import dev.x0xtest.serve.history.HistoryReader;
import dev.x0xtest.serve.model.Incident;
import dev.x0xtest.serve.model.Scope;
import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.Plane;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the endpoints get their answers from, and what they have in common. Any thread. */
public record Sources(HistoryReader history, Controls controls, InstantSource clock) {
    static final String PREFIX = "/api/v1";
    private static final Logger log = LoggerFactory.getLogger(Sources.class);
    private static final int RETRY_SECONDS = 5;
    private static final int USUAL_LIMIT = 50;
    private static final int MOST_LIMIT = 500;
    private static final int MOST_OPEN = 200;

    long nowMs() {
        return clock.millis();
    }

    /**
     * Asks the history.
     *
     * @throws Problem 503 if it cannot be read now
     */
    <T> T read(Function<HistoryReader, T> question) {
        try {
            return question.apply(history);
        } catch (HistoryException e) {
            // The reason may name hosts and files: it is for the log alone.
            log.warn("a request cannot be answered: {}", Causes.text(e));
            throw Problem.later(RETRY_SECONDS, "the history cannot be read now");
        }
    }

    /** The answer of the daemon; what it refuses is a problem. */
    static <T> CompletionStage<Answer> later(CompletionStage<T> stage, Function<T, Answer> form) {
        return stage.handle((result, failure) -> {
            if (failure == null) {
                return form.apply(result);
            }
            if (Causes.unwrapped(failure) instanceof Refusal refusal) {
                throw new Problem(409, refusal.text());
            }
            throw new IllegalStateException(failure);
        });
    }

    /**
     * The network and plane of a request; where it leaves them open, those of the last run, and of several planes raw.
     *
     * @throws Problem 400 for a malformed one, 404 if nothing was measured there
     */
    Scope scope(Request request) {
        NetworkName network = network(request.query().get("network"));
        Plane plane = plane(request.query().get("plane"));
        List<Scope> known = read(HistoryReader::scopes).stream()
                .filter(scope -> (network == null || scope.network().equals(network))
                        && (plane == null || scope.plane() == plane))
                .toList();
        return known.stream()
                .filter(scope -> scope.plane() == Plane.RAW)
                .findFirst()
                .or(() -> known.stream().findFirst())
                .orElseThrow(() -> new Problem(404, "nothing has been measured there yet"));
    }

    /** Null: all of them. */
    @Nullable
    Scope scopeIfAsked(Request request) {
        boolean asked =
                request.query().containsKey("network") || request.query().containsKey("plane");
        return asked ? scope(request) : null;
    }

    static @Nullable NetworkName network(@Nullable String text) {
        return text == null
                ? null
                : NetworkName.parse(text).orElseThrow(() -> new Problem(400, "this is no name of a network"));
    }

    static @Nullable Plane plane(@Nullable String text) {
        return text == null
                ? null
                : Plane.parse(text).orElseThrow(() -> new Problem(400, "the plane is to be raw, gossip or durable"));
    }

    /** How many are listed. */
    static int limit(Request request) {
        return (int) request.number("limit", 1, MOST_LIMIT).orElse(USUAL_LIMIT);
    }

    /** Before when. */
    static long before(Request request) {
        return request.number("before", 0, Long.MAX_VALUE).orElse(Long.MAX_VALUE);
    }

    /** The confirmed incidents that last. */
    List<Incident> open() {
        return read(history -> history.incidents(null, true, MOST_OPEN, Long.MAX_VALUE)).stream()
                .filter(incident -> incident.state() == Incident.State.OPEN)
                .toList();
    }
}
