package dev.x0xtest.serve.api.route;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.cli.files.UserDirectories;
import dev.x0xtest.coordinator.causes.Judged;
import dev.x0xtest.coordinator.diff.Diff;
import dev.x0xtest.coordinator.diff.DiffJson;
import dev.x0xtest.coordinator.picture.Sheet;
import dev.x0xtest.coordinator.picture.page.HtmlPage;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.format.ReportReader;
import dev.x0xtest.serve.api.live.Audit;
import dev.x0xtest.serve.api.live.RunAnswer;
import dev.x0xtest.serve.api.live.RunRequest;
import dev.x0xtest.serve.api.message.Answer;
import dev.x0xtest.serve.api.message.Json;
import dev.x0xtest.serve.api.message.Problem;
import dev.x0xtest.serve.api.message.Request;
import dev.x0xtest.serve.api.message.Routes;
import dev.x0xtest.serve.api.run.Explanations;
import dev.x0xtest.serve.api.run.RunOverview;
import dev.x0xtest.serve.api.view.HistoryJson;
import dev.x0xtest.serve.api.view.Slots;
import dev.x0xtest.serve.history.HistoryReader;
import dev.x0xtest.serve.model.RunKind;
import dev.x0xtest.serve.model.Scope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/** Runs, their reports and causes, what differs between two, and a run that an operator asks for. */
final class RunRoutes {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern RUN = Pattern.compile("[0-9a-f]{32}");
    private static final String LATEST = "latest";
    private static final String CUT = "cut";
    private static final int RECENT = 20;
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final long MOST_SPAN = 31 * DAY;
    private static final long LEAST_STEP = 1000;
    private static final int USUAL_SLOTS = 144;
    private static final int MOST_SLOTS = 1_000;
    /** As many as a day has with a run every ten seconds, and some. */
    private static final int MOST_RUNS = 10_000;

    private final Sources sources;
    private final Explanations explanations = new Explanations(UserDirectories.of(System.getenv()));

    RunRoutes(Sources sources) {
        this.sources = sources;
    }

    void addTo(Routes routes) {
        routes.reads(Sources.PREFIX + "/runs", this::list)
                .reads(Sources.PREFIX + "/slots", this::slots)
                .reads(Sources.PREFIX + "/runs/{run}", this::report)
                .reads(Sources.PREFIX + "/runs/{run}/overview", this::overview)
                .reads(Sources.PREFIX + "/runs/{run}/page", this::page)
                .reads(Sources.PREFIX + "/runs/{run}/explain/{src}/{dst}", this::explain)
                .reads(Sources.PREFIX + "/runs/{base}/diff/{head}", this::diff)
                .reads(Sources.PREFIX + "/causes", this::causes)
                .acts("POST", Sources.PREFIX + "/runs", this::request);
    }

    private Answer list(Request request) {
        int limit = Sources.limit(request);
        Scope scope = sources.scopeIfAsked(request);
        List<HistoryReader.Run> runs = sources.read(history -> history.runs(scope, limit, Sources.before(request)));
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray("runs");
        runs.forEach(run -> list.add(HistoryJson.run(run)));
        json.put(
                "next_before",
                runs.size() < limit ? null : (Long) runs.get(runs.size() - 1).startedMs());
        return Answer.json(json);
    }

    /** The runs of a day, or of another span, in slots. */
    private Answer slots(Request request) {
        Scope scope = sources.scope(request);
        long to = request.number("to", 1, Long.MAX_VALUE).orElseGet(sources::nowMs);
        long from = request.number("from", 0, Long.MAX_VALUE).orElse(Math.max(0, to - DAY));
        if (from >= to || to - from > MOST_SPAN) {
            throw new Problem(400, "from is to be before to, by at most 31 days");
        }
        long step =
                request.number("step", LEAST_STEP, MOST_SPAN).orElse(Math.max(LEAST_STEP, (to - from) / USUAL_SLOTS));
        if ((to - from) / step > MOST_SLOTS) {
            throw new Problem(400, "step is to give at most " + MOST_SLOTS + " slots");
        }
        Slots slots = new Slots(scope, from, to, step);
        List<HistoryReader.Run> runs = sources.read(history -> history.runs(scope, MOST_RUNS, to)).stream()
                .filter(run -> run.endedMs() >= from)
                .toList();
        return Answer.json(slots.json(runs, sources.read(history -> history.skipped(scope, from, to))));
    }

    private String id(Request request, int place) {
        String id = request.argument(place);
        if (id.equals(LATEST)) {
            return sources.read(history -> history.runs(null, 1, Long.MAX_VALUE)).stream()
                    .findFirst()
                    .map(HistoryReader.Run::id)
                    .orElseThrow(() -> new Problem(404, "there is no run yet"));
        }
        if (!RUN.matcher(id).matches()) {
            throw new Problem(404, "there is no such run: an id has 32 hexadecimal digits");
        }
        return id;
    }

    private String text(String id) {
        return sources.read(history -> history.report(id)).orElseThrow(() -> missing(id));
    }

    private Problem missing(String id) {
        return sources.read(history -> history.run(id)).isPresent()
                ? new Problem(410, "the report of this run was dropped to save space")
                : new Problem(404, "there is no such run");
    }

    private Answer report(Request request) {
        return Answer.json(text(id(request, 0)).getBytes(StandardCharsets.UTF_8));
    }

    /** What a person wants to see of it first; also of a run whose report is gone. */
    private Answer overview(Request request) {
        String id = id(request, 0);
        HistoryReader.Run run =
                sources.read(history -> history.run(id)).orElseThrow(() -> new Problem(404, "there is no such run"));
        String node = request.query().get("node");
        ObjectNode json = Json.object();
        json.set("run", HistoryJson.run(run));
        Optional<String> report = sources.read(history -> history.report(id));
        json.put("report_kept", report.isPresent());
        report.ifPresent(text -> RunOverview.add(text, node, json));
        return Answer.json(json);
    }

    /** The page that {@code --html} writes. */
    private Answer page(Request request) {
        StringBuilder html = new StringBuilder();
        try {
            HtmlPage.write(Sheet.of(new Judged(parsed(text(id(request, 0))))), html);
            return Answer.text("text/html; charset=utf-8", html.toString())
                    .header("Content-Security-Policy", HtmlPage.policy() + "; frame-ancestors 'none'");
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
    }

    private Answer explain(Request request) {
        String id = id(request, 0);
        Explanations.Answer answer = explanations.of(id, PairRoutes.label(request, 1), PairRoutes.label(request, 2));
        if (answer instanceof Explanations.Answer.Explained explained) {
            return Answer.json(explained.json());
        }
        throw answer instanceof Explanations.Answer.NoSuchPair
                ? new Problem(404, "the run has not measured this pair")
                : new Problem(410, "the messages of this run are not on this machine any more");
    }

    private Answer diff(Request request) {
        Report base = parsed(text(id(request, 0)));
        Report head = parsed(text(id(request, 1)));
        return Answer.json(DiffJson.tree(Diff.of(base, head)));
    }

    private static Report parsed(String text) {
        try {
            return ReportReader.of(MAPPER.readTree(text));
        } catch (IOException e) {
            throw new IllegalStateException("the history holds a report that is no JSON", e);
        }
    }

    /** The causes of the last run as its report has them. */
    private Answer causes(Request request) {
        Scope scope = sources.scope(request);
        HistoryReader.Run run = judged(scope);
        ObjectNode json = Json.object();
        json.put("run", run.id());
        json.put("network", scope.network().text());
        json.put("plane", scope.plane().label());
        json.put("at", run.endedMs());
        if (member(text(run.id()), "causes") instanceof ObjectNode causes) {
            json.setAll(causes);
        }
        return Answer.json(json);
    }

    /** The last run that went over the fleet and was not cut: one that confirms a cause has its pairs alone. */
    private HistoryReader.Run judged(Scope scope) {
        List<HistoryReader.Run> last = sources.read(history -> history.runs(scope, RECENT, Long.MAX_VALUE));
        return last.stream()
                .filter(run -> run.kind() != RunKind.FOCUS && !run.verdict().equals(CUT))
                .findFirst()
                .or(() -> last.stream().findFirst())
                .orElseThrow(() -> new Problem(404, "nothing has been measured there yet"));
    }

    /** One member of a report: all of a large one does not fit into memory as a tree. */
    private static JsonNode member(String report, String name) {
        try (JsonParser in = MAPPER.createParser(report)) {
            in.nextToken();
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = in.currentName().equals(name);
                in.nextToken();
                if (found) {
                    return MAPPER.readTree(in);
                }
                in.skipChildren();
            }
            return Json.object();
        } catch (IOException e) {
            throw new IllegalStateException("the history holds a report that is no JSON", e);
        }
    }

    private CompletionStage<Answer> request(Request request) {
        Members members = Members.of(request, Set.of("network", "plane", "reason"));
        RunRequest wanted = new RunRequest(
                Sources.network(members.text("network")),
                Sources.plane(members.text("plane")),
                members.reason(false),
                request.caller().name());
        sources.controls().audited(new Audit(sources.nowMs(), wanted.by(), "run", "", wanted.reason()));
        return Sources.later(sources.controls().requestRun(wanted), RunRoutes::answer);
    }

    private static Answer answer(RunAnswer answer) {
        if (answer instanceof RunAnswer.Started started) {
            return Answer.done(202, Json.object().put("run", started.run()))
                    .header("Location", Sources.PREFIX + "/runs/" + started.run());
        }
        RunAnswer.Busy busy = (RunAnswer.Busy) answer;
        Problem problem = new Problem(409, "the runners are busy with another run");
        problem.members()
                .put("run", busy.run())
                .put("coordinator", busy.coordinator())
                .put("since", busy.sinceMs());
        throw problem;
    }
}
