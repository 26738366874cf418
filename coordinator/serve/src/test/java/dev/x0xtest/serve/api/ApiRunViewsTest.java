package dev.x0xtest.serve.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.serve.api.view.OpenApi;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the page asks of runs and pairs beyond lists and reports. */
@Timeout(60)
class ApiRunViewsTest {
    private final Api api = Api.open();

    @AfterEach
    void close() {
        api.close();
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
}
