package dev.x0xtest.serve.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.coordinator.report.format.ReportReader;
import dev.x0xtest.serve.api.live.Status;
import dev.x0xtest.serve.api.view.OpenApi;
import dev.x0xtest.serve.model.Incident;
import dev.x0xtest.serve.model.RunKind;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reader gets, each answer against the schema that the API describes. */
class ApiReadsTest {
    private final Api api = Api.open();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void tellsHowTheDaemonIs() {
        JsonNode status = OpenApi.valid("Status", api.get("/api/v1/status"));
        assertThat(status.path("role").asText()).isEqualTo("leader");
        assertThat(status.path("now").longValue()).isEqualTo(Api.NOW);
        assertThat(status.path("last_judged_age_s").intValue()).isEqualTo(40);
        assertThat(status.path("schedule").path(0).path("every_s").intValue()).isEqualTo(300);
        assertThat(status.path("running").isNull()).isTrue();
    }

    @Test
    void tellsWhatIsKnownOfAllPairs() {
        JsonNode matrix = OpenApi.valid("Matrix", api.get("/api/v1/matrix?network=test&plane=raw"));
        assertThat(matrix.path("outcome")).extracting(JsonNode::asText).containsExactly("·pp", "p·M", "pp·");
        assertThat(matrix.path("p50_us").path(0).path(1).intValue()).isEqualTo(1001);
        assertThat(matrix.path("p50_us").path(1).path(2).isNull()).isTrue();
        assertThat(matrix.path("seen_age_s").path(0).path(2).intValue()).isEqualTo(42);
        assertThat(matrix.path("age_s").intValue()).isEqualTo(40);
        assertThat(matrix.path("stale").booleanValue()).isFalse();
    }

    @Test
    void callsWhatIsOlderThanThreeIntervalsStale() {
        long later = FakeHistory.RUN_ENDED + 901_000;
        assertThat(OpenApi.valid("Matrix", api.get("/api/v1/matrix?at=" + later))
                        .path("stale")
                        .booleanValue())
                .isTrue();
        assertThat(OpenApi.valid("Matrix", api.get("/api/v1/matrix?at=" + (later - 1_000)))
                        .path("stale")
                        .booleanValue())
                .isFalse();
    }

    @Test
    void hasNothingToShowBeforeTheFirstRun() {
        OpenApi.problem(404, api.get("/api/v1/matrix?at=5"));
        api.history.runs.clear();
        OpenApi.problem(404, api.get("/api/v1/matrix"));
        OpenApi.problem(404, api.get("/api/v1/causes"));
        OpenApi.problem(404, api.get("/api/v1/runs/latest"));
        assertThat(api.get("/plain").body()).contains("Nothing has been measured yet");
    }

    @Test
    void drawsTheMatrix() {
        HttpResponse<String> svg = api.get("/api/v1/matrix.svg");
        assertThat(svg.headers().firstValue("content-type")).contains("image/svg+xml; charset=utf-8");
        assertThat(svg.body())
                .startsWith("<svg")
                .contains("5 of 6 pairs proven, 1 refuted")
                .contains("sfo");
        HttpResponse<String> png = api.get("/api/v1/matrix.png");
        assertThat(png.headers().firstValue("content-type")).contains("image/png");
        assertThat(png.body()).contains("PNG");
    }

    @Test
    void tellsThePastOfAPair() {
        JsonNode pair = OpenApi.valid("Pair", api.get("/api/v1/pairs/sfo/hel"));
        assertThat(pair.path("points")).hasSize(2);
        assertThat(pair.path("points").path(1).path("p50_us").isNull()).isTrue();
        assertThat(pair.path("since").path("outcome").asText()).isEqualTo("MISSING");
        assertThat(pair.path("to").longValue() - pair.path("from").longValue()).isEqualTo(86_400_000);
        assertThat(pair.path("step").intValue()).isZero();
        OpenApi.problem(404, api.get("/api/v1/pairs/sfo/paris"));
        OpenApi.problem(404, api.get("/api/v1/pairs/sfo/%3Cscript%3E"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pairs/sfo/hel?from=9&to=5",
                "pairs/sfo/hel?from=0&to=9000000000&step=0",
                "pairs/sfo/hel?from=0&to=9000000000&step=10",
                "pairs/sfo/hel?from=x",
                "runs?limit=0",
                "runs?limit=501",
                "runs?limit=99999999999999999999",
                "runs?before=-1",
                "incidents?state=broken",
                "matrix?plane=quic",
                "matrix?network=%00"
            })
    void refusesWhatMakesNoSense(String path) {
        OpenApi.problem(400, api.get("/api/v1/" + path));
    }

    @Test
    void takesAStepThatSuitsTheSpan() {
        long day = 86_400_000L;
        long to = 100 * day;
        assertThat(step(to - 7 * day, to)).isZero();
        assertThat(step(to - 8 * day, to)).isEqualTo(3_600_000);
        assertThat(step(to - 61 * day, to)).isEqualTo(day);
    }

    private long step(long from, long to) {
        return OpenApi.valid("Pair", api.get("/api/v1/pairs/sfo/hel?from=" + from + "&to=" + to))
                .path("step")
                .longValue();
    }

    @Test
    void tellsWhatIsKnownOfANode() {
        JsonNode node = OpenApi.valid("Node", api.get("/api/v1/nodes/sfo"));
        assertThat(node.path("out").path("refuted").intValue()).isEqualTo(1);
        assertThat(node.path("in").path("proven").intValue()).isEqualTo(2);
        assertThat(node.path("facts").path("x0xd").asText()).isEqualTo("0.48.1");
        OpenApi.problem(404, api.get("/api/v1/nodes/paris"));
    }

    @Test
    void listsRunsInPieces() {
        JsonNode first = OpenApi.valid("Runs", api.get("/api/v1/runs?limit=2"));
        assertThat(first.path("runs")).hasSize(2);
        JsonNode rest = OpenApi.valid(
                "Runs",
                api.get("/api/v1/runs?limit=2&before="
                        + first.path("next_before").longValue()));
        assertThat(rest.path("runs")).hasSize(1);
        assertThat(rest.path("next_before").isNull()).isTrue();
    }

    @Test
    void givesTheReportOfARun() throws Exception {
        HttpResponse<String> report = api.get("/api/v1/runs/" + FakeHistory.SECOND);
        assertThat(ReportReader.of(OpenApi.MAPPER.readTree(report.body()))
                        .totals()
                        .refuted())
                .isEqualTo(1);
        assertThat(api.get("/api/v1/runs/latest").body()).isEqualTo(report.body());
        OpenApi.problem(410, api.get("/api/v1/runs/" + FakeHistory.DROPPED));
        OpenApi.problem(404, api.get("/api/v1/runs/" + "f".repeat(32)));
        OpenApi.problem(404, api.get("/api/v1/runs/..%2F..%2Fetc"));
    }

    @Test
    void tellsTheLastFailuresOfAPair() {
        JsonNode failures = OpenApi.valid("Failures", api.get("/api/v1/pairs/sfo/hel/failures?limit=5"));
        assertThat(failures.path("failures")).hasSize(1);
        assertThat(failures.path("failures").path(0).path("outcome").asText()).isEqualTo("M");
        assertThat(failures.path("failures").path(0).path("code").isNull()).isTrue();
        assertThat(OpenApi.valid("Failures", api.get("/api/v1/pairs/hel/sfo/failures"))
                        .path("failures"))
                .isEmpty();
        OpenApi.problem(404, api.get("/api/v1/pairs/sfo/%3Cscript%3E/failures"));
        OpenApi.problem(400, api.get("/api/v1/pairs/sfo/hel/failures?limit=0"));
        api.history.hostile = "<script>\u0007\u202e";
        assertThat(api.get("/api/v1/pairs/sfo/hel/failures").body())
                .doesNotContain("\\u0007")
                .doesNotContain("\u202e");
    }

    @Test
    void showsARunWithoutItsProvenPairs() {
        JsonNode overview = OpenApi.valid("Overview", api.get("/api/v1/runs/" + FakeHistory.SECOND + "/overview"));
        assertThat(overview.path("run").path("id").asText()).isEqualTo(FakeHistory.SECOND);
        assertThat(overview.path("report_kept").booleanValue()).isTrue();
        assertThat(overview.path("cells")).hasSize(1);
        assertThat(overview.path("cells").path(0).path("dst").asText()).isEqualTo("hel");
        assertThat(OpenApi.valid("Overview", api.get("/api/v1/runs/latest/overview?node=nyc"))
                        .path("cells"))
                .isEmpty();
        OpenApi.problem(404, api.get("/api/v1/runs/" + "f".repeat(32) + "/overview"));
    }

    @Test
    void showsARunWhoseReportWasDropped() {
        JsonNode overview = OpenApi.valid("Overview", api.get("/api/v1/runs/" + FakeHistory.DROPPED + "/overview"));
        assertThat(overview.path("report_kept").booleanValue()).isFalse();
        assertThat(overview.has("cells")).isFalse();
        assertThat(overview.path("run").path("refuted").intValue()).isEqualTo(1);
        OpenApi.problem(410, api.get("/api/v1/runs/" + FakeHistory.DROPPED + "/page"));
    }

    @Test
    void showsTheReportAsAPageWithAPolicyOfItsOwn() {
        HttpResponse<String> page = api.get("/api/v1/runs/" + FakeHistory.SECOND + "/page");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("content-type")).contains("text/html; charset=utf-8");
        assertThat(page.body()).startsWith("<!doctype html>").contains("5 of 6 pairs proven");
        String policy = page.headers().firstValue("content-security-policy").orElse("");
        assertThat(policy)
                .contains("default-src 'none'", "script-src 'sha256-", "style-src 'sha256-", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "'self'");
    }

    @Test
    void explainsNothingOfARunWhoseJournalIsElsewhere() {
        JsonNode problem = OpenApi.problem(410, api.get("/api/v1/runs/" + FakeHistory.SECOND + "/explain/sfo/hel"));
        assertThat(problem.path("detail").asText())
                .isEqualTo("the messages of this run are not on this machine any more");
        OpenApi.problem(404, api.get("/api/v1/runs/" + FakeHistory.SECOND + "/explain/sfo/%00"));
        OpenApi.problem(404, api.get("/api/v1/runs/..%2f/explain/sfo/hel"));
    }

    @Test
    void comparesTwoRuns() throws Exception {
        HttpResponse<String> diff = api.get("/api/v1/runs/" + FakeHistory.FIRST + "/diff/" + FakeHistory.SECOND);
        JsonNode json = OpenApi.MAPPER.readTree(diff.body());
        assertThat(json.path("schema").asText()).isEqualTo("x0xtest/diff/1");
        assertThat(json.path("new")).hasSize(1);
        OpenApi.problem(410, api.get("/api/v1/runs/" + FakeHistory.DROPPED + "/diff/" + FakeHistory.SECOND));
    }

    @Test
    void namesTheCausesOfTheLastRun() {
        JsonNode causes = OpenApi.valid("Causes", api.get("/api/v1/causes"));
        assertThat(causes.path("run").asText()).isEqualTo(FakeHistory.SECOND);
        assertThat(causes.path("status").asText()).isNotEqualTo("none");
    }

    @Test
    void namesNoCausesOfARunOfAFewPairsOrOfOneThatWasCut() {
        api.history.runs.add(0, FakeHistory.run("e".repeat(32), 4, RunKind.FULL, "cut"));
        api.history.runs.add(0, FakeHistory.run("f".repeat(32), 5, RunKind.FOCUS, "FAIL"));
        assertThat(OpenApi.valid("Causes", api.get("/api/v1/causes"))
                        .path("run")
                        .asText())
                .isEqualTo(FakeHistory.SECOND);
    }

    @Test
    void listsIncidentsByState() {
        api.history.incidents.add(FakeHistory.incident("i-18", Incident.State.SUSPECTED, "perhaps"));
        JsonNode open = OpenApi.valid("Incidents", api.get("/api/v1/incidents?state=open"));
        assertThat(open.path("incidents")).hasSize(1);
        assertThat(open.path("incidents").path(0).path("subject").path("to").asText())
                .isEqualTo("hel");
        assertThat(OpenApi.valid("Incidents", api.get("/api/v1/incidents")).path("incidents"))
                .hasSize(2);
        OpenApi.valid("Incident", api.get("/api/v1/incidents/" + FakeHistory.INCIDENT));
        OpenApi.problem(404, api.get("/api/v1/incidents/none"));
    }

    @Test
    void saysTheStateInOneSentence() {
        HttpResponse<String> page = api.get("/plain");
        assertThat(page.body()).contains("5 of 6 pairs proven 40 s ago, 1 cause, next run in 4:20");
        assertThat(page.headers().firstValue("content-security-policy").orElse(""))
                .contains("default-src 'none'")
                .contains("'sha256-");
    }

    @Test
    void showsNothingHostileAsMarkup() {
        api.history.hostile = "<script>\u0007\u202e";
        api.history.incidents.clear();
        api.history.incidents.add(FakeHistory.incident("i-1", Incident.State.OPEN, "<img src=x onerror=1>\u001b[31m"));
        assertThat(api.get("/plain").body())
                .doesNotContain("<img src=x")
                .contains("&lt;img src=x")
                .doesNotContain("\u001b");
        assertThat(api.get("/api/v1/nodes/sfo").body())
                .doesNotContain("\\u0007")
                .doesNotContain("\u202e");
        assertThat(api.get("/api/v1/pairs/sfo/hel").body()).doesNotContain("\\u0007");
        assertThat(api.get("/api/v1/incidents").body()).doesNotContain("\\u001B");
    }

    @Test
    void isHealthyWhileTheSchedulerWorks() {
        OpenApi.valid("Health", api.get("/healthz"));
        api.controls.sinceTickMs = 30_001;
        OpenApi.problem(503, api.get("/healthz"));
    }

    @Test
    void isReadyWhileItCanMeasureOrStandBy() {
        OpenApi.valid("Ready", api.get("/readyz"));
        api.controls.database = Status.DatabaseState.SPOOLING;
        OpenApi.valid("Ready", api.get("/readyz"));
        api.controls.anchor = Status.Anchor.AWAY;
        assertThat(OpenApi.problem(503, api.get("/readyz")).path("anchor").asText())
                .isEqualTo("away");
        api.controls.role = Status.Role.STANDBY;
        OpenApi.valid("Ready", api.get("/readyz"));
    }

    @Test
    void saysWhenTheHistoryCannotBeRead() {
        api.history.away = true;
        HttpResponse<String> answer = api.get("/api/v1/matrix");
        OpenApi.problem(503, answer);
        assertThat(answer.headers().firstValue("retry-after")).contains("5");
        assertThat(answer.body()).doesNotContain("db.internal").doesNotContain("secret");
        OpenApi.valid("Status", api.get("/api/v1/status"));
    }

    @Test
    void refusesReadsThatWouldWaitTooLong() {
        api.history.held = new CountDownLatch(1);
        List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
        // Four at work and 64 that wait.
        for (int request = 0; request < 80; request++) {
            waiting.add(CompletableFuture.supplyAsync(() -> api.get("/api/v1/runs"), task -> {
                Thread thread = new Thread(task, "client");
                thread.setDaemon(true);
                thread.start();
            }));
        }
        await().atMost(Duration.ofSeconds(20))
                .until(() -> waiting.stream().filter(CompletableFuture::isDone).count() == 12);
        HttpResponse<String> refused = waiting.stream()
                .filter(CompletableFuture::isDone)
                .findFirst()
                .orElseThrow()
                .join();
        OpenApi.problem(503, refused);
        assertThat(refused.headers().firstValue("retry-after")).contains("1");
        assertThat(api.get("/healthz").statusCode()).isEqualTo(200);
        api.history.held.countDown();
        long answered = waiting.stream()
                .map(CompletableFuture::join)
                .filter(answer -> answer.statusCode() == 200)
                .count();
        assertThat(answered).isEqualTo(68);
    }
}
