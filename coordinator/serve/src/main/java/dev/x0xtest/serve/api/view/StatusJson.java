package dev.x0xtest.serve.api.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.serve.api.live.Status;
import dev.x0xtest.serve.model.Scope;
import org.jspecify.annotations.Nullable;

/** The state of the daemon as JSON. */
public final class StatusJson {
    private static final long MS_PER_SECOND = 1000;

    private StatusJson() {}

    /** All of it. */
    public static ObjectNode tree(Status status, long nowMs) {
        ObjectNode json = lasting(status);
        json.put("now", nowMs);
        json.put("last_judged_age_s", ageS(status.lastJudgedMs(), nowMs));
        return json;
    }

    /** What does not change by the mere passing of time. */
    public static ObjectNode lasting(Status status) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("version", Said.text(status.version()));
        json.put("fleet", Said.text(status.fleet()));
        json.put("role", status.role().label());
        json.put("epoch", status.epoch());
        ArrayNode schedule = json.putArray("schedule");
        status.schedule().forEach(one -> schedule.add(scheduled(one)));
        Status.Running running = status.running();
        if (running == null) {
            json.putNull("running");
        } else {
            json.set("running", running(running));
        }
        json.putObject("database")
                .put("kind", status.database().kind())
                .put("state", status.database().state().label())
                .put("spooled", status.database().spooled());
        Status.Budget budget = status.budget();
        json.putObject("budget")
                .put("messages", budget.messages())
                .put("limit", budget.limit() == 0 ? null : (Long) budget.limit())
                .put("x0xd_bytes", budget.x0xdBytes());
        json.putObject("governor")
                .put("factor", status.governor().factor())
                .put("reason", Said.textOrNull(status.governor().reason()));
        json.put("anchor", status.anchor().label());
        json.set("orders", OrderJson.array(status.orders()));
        return json;
    }

    private static ObjectNode scheduled(Status.Scheduled one) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", Said.text(one.name()));
        scope(one.scope(), json);
        json.put("every_s", one.everyS());
        json.put("next_due", one.nextDueMs());
        json.put("last_run", one.lastRun());
        return json;
    }

    private static ObjectNode running(Status.Running running) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("run", running.run());
        scope(running.scope(), json);
        json.put("kind", running.kind().label());
        json.put("schedule", Said.textOrNull(running.schedule()));
        json.put("since", running.sinceMs());
        return json;
    }

    static void scope(Scope scope, ObjectNode json) {
        json.put("network", scope.network().text());
        json.put("plane", scope.plane().label());
    }

    /** Whole seconds, never negative: a clock may have been set back. */
    static @Nullable Long ageS(@Nullable Long thenMs, long nowMs) {
        return thenMs == null ? null : (Long) Math.max(0, (nowMs - thenMs) / MS_PER_SECOND);
    }
}
