package dev.x0xtest.serve.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.serve.api.http.Limits;
import dev.x0xtest.serve.api.live.Audit;
import dev.x0xtest.serve.api.live.RunAnswer;
import dev.x0xtest.serve.api.view.OpenApi;
import dev.x0xtest.serve.model.Order;
import dev.x0xtest.wire.Plane;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators order, and that no one else does. */
class ApiActsTest {
    private static final String READER = "a-token-of-a-reader";
    private static final String OPERATOR = "a-token-of-an-operator";
    private static final long SOON = Api.NOW + 3_600_000;

    @TempDir
    Path files;

    private Api api;

    @BeforeEach
    void open() throws Exception {
        Path tokens = files.resolve("tokens");
        Files.writeString(tokens, "ann reader " + READER + "\nbob operator " + OPERATOR + "\n");
        api = new Api(Api.settings(tokens, false, Limits.USUAL));
    }

    @AfterEach
    void close() {
        api.close();
    }

    private HttpResponse<String> order(String method, String path, String json) {
        return api.send(method, "/api/v1/" + path, json, "Authorization", "Bearer " + OPERATOR);
    }

    @Test
    void beginsARun() {
        HttpResponse<String> begun = order("POST", "runs", "{\"plane\":\"gossip\",\"reason\":\"after the move\"}");
        assertThat(begun.statusCode()).isEqualTo(202);
        OpenApi.valid("Started", begun);
        assertThat(begun.headers().firstValue("location")).contains("/api/v1/runs/" + FakeHistory.SECOND);
        assertThat(api.controls.requests).singleElement().satisfies(request -> {
            assertThat(request.plane()).isEqualTo(Plane.GOSSIP);
            assertThat(request.network()).isNull();
            assertThat(request.by()).isEqualTo("bob");
        });
        assertThat(order("POST", "runs", "").statusCode()).isEqualTo(202);
        assertThat(api.controls.audits)
                .containsExactly(
                        new Audit(Api.NOW, "bob", "run", "", "after the move"),
                        new Audit(Api.NOW, "bob", "run", "", ""));
    }

    @Test
    void saysWhoseRunIsInTheWay() {
        api.controls.answer = new RunAnswer.Busy(FakeHistory.FIRST, "ab".repeat(32), 5L);
        JsonNode busy = OpenApi.problem(409, order("POST", "runs", ""));
        assertThat(busy.path("run").asText()).isEqualTo(FakeHistory.FIRST);
        assertThat(busy.path("coordinator").asText()).isEqualTo("ab".repeat(32));
        assertThat(busy.path("since").longValue()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({
        "pause, '', PAUSE",
        "pause, full, PAUSE",
        "exclusions, sfo, EXCLUSION",
        "silences, sfo>hel, SILENCE",
        "silences, LINK, SILENCE",
        "silences, i-17, SILENCE",
    })
    void takesAndWithdrawsAnOrder(String path, String target, Order.Kind kind) {
        String named = target.isEmpty() ? "" : "\"target\":\"" + target + "\",";
        JsonNode order = OpenApi.valid(
                "Order", order("POST", path, "{" + named + "\"until\":" + SOON + ",\"reason\":\"repair\"}"));
        assertThat(order.path("target").asText()).isEqualTo(target);
        assertThat(order.path("until").longValue()).isEqualTo(SOON);
        assertThat(order.path("by").asText()).isEqualTo("bob");
        JsonNode listed = OpenApi.valid("Orders", order("GET", path, ""));
        assertThat(listed.path("orders")).hasSize(1);
        assertThat(OpenApi.valid("Status", order("GET", "status", "")).path("orders"))
                .hasSize(1);
        String query = target.isEmpty() ? "" : "?target=" + target.replace(">", "%3E");
        OpenApi.valid("Orders", order("DELETE", path + query, "{\"reason\":\"done\"}"));
        assertThat(api.controls.orders).isEmpty();
        assertThat(api.controls.audits)
                .containsExactly(
                        new Audit(Api.NOW, "bob", "order " + kind.label(), target, "repair"),
                        new Audit(Api.NOW, "bob", "withdraw " + kind.label(), target, "done"));
        OpenApi.problem(404, order("DELETE", path + query, ""));
    }

    @Test
    void acknowledgesAnIncident() {
        String path = "incidents/" + FakeHistory.INCIDENT + "/ack";
        JsonNode order = OpenApi.valid("Order", order("POST", path, "{\"reason\":\"on it\"}"));
        assertThat(order.path("until").isNull()).isTrue();
        JsonNode incident = OpenApi.valid("Incident", order("GET", "incidents/" + FakeHistory.INCIDENT, ""));
        assertThat(incident.path("acknowledged").path("reason").asText()).isEqualTo("on it");
        OpenApi.valid("Orders", order("DELETE", path, ""));
        OpenApi.problem(404, order("DELETE", path, ""));
        OpenApi.problem(404, order("POST", "incidents/none/ack", "{\"reason\":\"on it\"}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"reason\":\"\"}",
                "{\"reason\":\"  \"}",
                "{\"reason\":7}",
                "{\"reason\":\"a\\u0007b\"}",
                "{\"reason\":\"x\",\"until\":1}",
                "{\"reason\":\"x\",\"until\":\"tomorrow\"}",
                "{\"reason\":\"x\",\"until\":1e99}",
                "{\"reason\":\"x\",\"untill\":99999999999999}",
                "{\"reason\":\"x\",\"reason\":\"y\"}",
                "{\"reason\":\"x\",\"target\":\"no such schedule\"}",
                "{\"reason\":\"x\"} trailing",
                "[\"reason\"]",
                "{\"reason\":",
                "[[[[[[[[[[[[[[[[[[[["
            })
    void refusesAnOrderThatIsNotClear(String json) {
        OpenApi.problem(400, order("POST", "pause", json));
        assertThat(api.controls.orders).isEmpty();
        assertThat(api.controls.audits).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"exclusions, sfo>hel", "exclusions, SFO", "silences, a b", "silences, sfo>hel>nyc", "silences, <b>"})
    void refusesATargetThatIsNone(String path, String target) {
        OpenApi.problem(400, order("POST", path, "{\"reason\":\"x\",\"target\":\"" + target + "\"}"));
        OpenApi.problem(400, order("POST", path, "{\"reason\":\"x\"}"));
        OpenApi.problem(400, order("DELETE", path, ""));
    }

    @Test
    void takesOnlyJson() {
        HttpResponse<String> form = api.send(
                "POST",
                "/api/v1/pause",
                "{\"reason\":\"x\"}",
                "Content-Type",
                "text/plain",
                "Authorization",
                "Bearer " + OPERATOR);
        OpenApi.problem(415, form);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, runs",
        "POST, pause",
        "DELETE, pause",
        "POST, exclusions",
        "DELETE, exclusions",
        "POST, silences",
        "DELETE, silences",
        "POST, incidents/i-17/ack",
        "DELETE, incidents/i-17/ack"
    })
    void letsOnlyOperatorsAct(String method, String path) {
        String json = path.equals("runs") ? "{}" : "{\"reason\":\"x\"}";
        HttpResponse<String> nobody = api.send(method, "/api/v1/" + path, json);
        OpenApi.problem(401, nobody);
        assertThat(nobody.headers().firstValue("www-authenticate")).contains("Bearer realm=\"x0xtest\"");
        OpenApi.problem(403, api.send(method, "/api/v1/" + path, json, "Authorization", "Bearer " + READER));
        OpenApi.problem(401, api.send(method, "/api/v1/" + path, json, "Authorization", "Bearer " + READER + "x"));
        assertThat(api.controls.audits).isEmpty();
        assertThat(api.controls.requests).isEmpty();
        assertThat(api.controls.orders).isEmpty();
    }

    @Test
    void passesOnWhatTheDaemonRefusesAndHidesItsDefects() {
        api.controls.refuses = true;
        assertThat(OpenApi.problem(409, order("POST", "runs", ""))
                        .path("detail")
                        .asText())
                .isEqualTo("the daemon is about to stop");
        api.controls.broken = true;
        HttpResponse<String> defect = order("POST", "runs", "");
        OpenApi.problem(500, defect);
        assertThat(defect.body()).doesNotContain("secret").doesNotContain("Exception");
    }
}
