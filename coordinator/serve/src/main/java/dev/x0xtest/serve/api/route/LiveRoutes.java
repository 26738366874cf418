package dev.x0xtest.serve.api.route;

import dev.x0xtest.serve.api.live.Status;
import dev.x0xtest.serve.api.message.Answer;
import dev.x0xtest.serve.api.message.Caller;
import dev.x0xtest.serve.api.message.Endpoint;
import dev.x0xtest.serve.api.message.Json;
import dev.x0xtest.serve.api.message.Problem;
import dev.x0xtest.serve.api.message.Request;
import dev.x0xtest.serve.api.message.Routes;
import dev.x0xtest.serve.api.view.StatusJson;
import java.util.List;

/** How the daemon is: for people, and for those who look after processes. None of it asks the history. */
final class LiveRoutes {
    /** A scheduler that has done nothing for so long hangs. */
    private static final long MOST_TICK_AGE_MS = 30_000;

    /** Only a daemon over a mesh of its own has them. */
    private static final List<String> FAULTS = Routes.segments(Sources.PREFIX + "/faults");

    private final Sources sources;

    LiveRoutes(Sources sources) {
        this.sources = sources;
    }

    void addTo(Routes routes, Endpoint.Streams events) {
        routes.add("GET", "/healthz", Caller.Role.NOBODY, (Endpoint.Quick) this::health)
                .add("GET", "/readyz", Caller.Role.NOBODY, (Endpoint.Quick) this::ready)
                .add("GET", Sources.PREFIX + "/status", Caller.Role.READER, (Endpoint.Quick) this::status)
                .add("GET", Sources.PREFIX + "/events", Caller.Role.READER, events)
                .add("GET", Sources.PREFIX + "/me", Caller.Role.READER, (Endpoint.Quick)
                        request -> me(request, routes));
    }

    private Answer status(Request request) {
        Status status = sources.controls().status();
        return Answer.json(StatusJson.tree(status, sources.nowMs())).tagged(Json.bytes(StatusJson.lasting(status)));
    }

    /** Who asks, and what this daemon has beyond others. */
    private static Answer me(Request request, Routes routes) {
        Caller caller = request.caller();
        return Answer.json(Json.object()
                        .put("name", caller.name())
                        .put("role", caller.role().label())
                        .put("needs_token", caller.known())
                        .put("faults", routes.find("GET", FAULTS).isPresent()))
                .never();
    }

    private Answer health(Request request) {
        long age = sources.controls().sinceTickMs();
        if (age > MOST_TICK_AGE_MS) {
            throw new Problem(503, "the scheduler has done nothing for " + age / 1000 + " s");
        }
        return Answer.json(Json.object().put("ok", true).put("tick_age_ms", age))
                .never();
    }

    private Answer ready(Request request) {
        Status status = sources.controls().status();
        boolean standby = status.role() == Status.Role.STANDBY;
        boolean measures =
                status.anchor() != Status.Anchor.AWAY && status.database().state() != Status.DatabaseState.FAILED;
        if (!standby && !measures) {
            Problem problem = new Problem(503, "it can neither measure nor stand by");
            problem.members()
                    .put("role", status.role().label())
                    .put("database", status.database().state().label())
                    .put("anchor", status.anchor().label());
            throw problem;
        }
        return Answer.json(Json.object()
                        .put("role", status.role().label())
                        .put("database", status.database().state().label())
                        .put("anchor", status.anchor().label()))
                .never();
    }
}
