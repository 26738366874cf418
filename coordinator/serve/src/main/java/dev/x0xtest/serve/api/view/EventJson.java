package dev.x0xtest.serve.api.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.format.CausesJson;
import dev.x0xtest.serve.api.live.LiveEvent;
import dev.x0xtest.serve.model.EndedRun;
import java.util.ArrayList;
import java.util.List;

/**
 * One event as it is sent.
 *
 * @param name run, cell, cause, incident or status
 */
public record EventJson(String name, ObjectNode data) {
    private static final int MOST_CAUSES = 20;

    /** What is sent for something that has happened: a run that has ended also tells its causes. */
    public static List<EventJson> of(LiveEvent event, long nowMs) {
        if (event instanceof LiveEvent.RunBegan began) {
            return List.of(began(began));
        }
        if (event instanceof LiveEvent.RunEnded ended) {
            return ended(ended.run());
        }
        if (event instanceof LiveEvent.CellJudged cell) {
            return List.of(cell(cell));
        }
        if (event instanceof LiveEvent.IncidentChanged changed) {
            return List.of(new EventJson("incident", HistoryJson.incident(changed.incident(), List.of())));
        }
        LiveEvent.StatusChanged changed = (LiveEvent.StatusChanged) event;
        return List.of(new EventJson("status", StatusJson.tree(changed.status(), nowMs)));
    }

    private static EventJson began(LiveEvent.RunBegan began) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("state", "began");
        json.put("run", began.run());
        StatusJson.scope(began.scope(), json);
        json.put("kind", began.kind().label());
        json.put("schedule", Said.textOrNull(began.schedule()));
        json.put("at", began.atMs());
        return new EventJson("run", json);
    }

    private static List<EventJson> ended(EndedRun run) {
        Report report = run.report();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("state", "ended");
        json.put("run", run.runId());
        StatusJson.scope(run.scope(), json);
        json.put("kind", run.kind().label());
        json.put("schedule", Said.textOrNull(run.schedule()));
        json.put("at", run.endedMs());
        json.put("verdict", report.verdict().name());
        json.put("cells", report.totals().pairs());
        json.put("proven", report.totals().proven());
        json.put("refuted", report.totals().refuted());
        json.put("unobserved", report.totals().unobserved());
        List<EventJson> events = new ArrayList<>();
        events.add(new EventJson("run", json));
        if (!run.causes().list().isEmpty()) {
            causes(run, events);
        }
        return events;
    }

    private static void causes(EndedRun run, List<EventJson> events) {
        int count = 0;
        for (JsonNode cause : CausesJson.tree(run.causes(), run.report()).path("list")) {
            if (count++ < MOST_CAUSES) {
                ObjectNode json = JsonNodeFactory.instance.objectNode();
                json.put("run", run.runId());
                StatusJson.scope(run.scope(), json);
                json.set("cause", cause);
                events.add(new EventJson("cause", json));
            }
        }
    }

    private static EventJson cell(LiveEvent.CellJudged cell) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("run", cell.run());
        StatusJson.scope(cell.scope(), json);
        json.put("src", cell.src());
        json.put("dst", cell.dst());
        json.put("outcome", Character.toString(cell.letter()));
        json.put("p50_us", cell.p50Us() < 0 ? null : (Integer) cell.p50Us());
        json.put("at", cell.atMs());
        return new EventJson("cell", json);
    }
}
