package dev.x0xtest.serve.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.serve.model.Incident;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ApiMetricsTest {
    private final Api api = Api.open();

    @AfterEach
    void close() {
        api.close();
    }

    private List<String> lines() {
        return api.get("/metrics").body().lines().toList();
    }

    @Test
    void servesOpenMetrics() {
        HttpResponse<String> metrics = api.get("/metrics");
        assertThat(metrics.headers().firstValue("content-type").orElse("")).startsWith("application/openmetrics-text");
        assertThat(metrics.body()).endsWith("# EOF\n");
        assertThat(metrics.body().lines().toList())
                .contains(
                        "x0xtest_matrix_pairs{class=\"proven\",network=\"test\",plane=\"raw\"} 5.0",
                        "x0xtest_matrix_pair_refuted{dst=\"hel\",network=\"test\",plane=\"raw\",src=\"sfo\"} 1.0",
                        "x0xtest_matrix_age_seconds{network=\"test\",plane=\"raw\"} 40.0",
                        "x0xtest_serve_incidents_open{kind=\"LINK\"} 1.0",
                        "x0xtest_serve_judged_age_seconds 40.0",
                        "x0xtest_serve_history_readable 1.0");
        HttpResponse<String> old = api.get("/metrics", "Accept", "text/plain;version=0.0.4");
        assertThat(old.headers().firstValue("content-type").orElse("")).startsWith("text/plain");
        assertThat(old.body()).doesNotContain("# EOF");
    }

    @Test
    void keepsWhatTheDaemonKnowsWhileTheHistoryIsAway() {
        api.history.away = true;
        assertThat(lines())
                .contains("x0xtest_serve_history_readable 0.0", "x0xtest_serve_messages_today 1200.0")
                .noneMatch(line -> line.startsWith("x0xtest_matrix_pairs{"));
    }

    @Test
    void hasFewSeriesForEachNode() {
        api.history.nodes = IntStream.range(0, 300).mapToObj(node -> "n" + node).toList();
        List<String> all =
                lines().stream().filter(line -> !line.startsWith("#")).toList();
        assertThat(all.stream().filter(line -> line.contains("node=\"n7\""))).hasSize(8);
        assertThat(all).hasSizeLessThan(300 * 8 + 100);
    }

    @Test
    void listsTwoHundredRefutedPairs() {
        api.history.nodes = IntStream.range(0, 30).mapToObj(node -> "n" + node).toList();
        api.history.allRefuted = true;
        List<String> all = lines();
        assertThat(all.stream().filter(line -> line.startsWith("x0xtest_matrix_pair_refuted{")))
                .hasSize(200);
        assertThat(all).contains("x0xtest_matrix_pairs_refuted_unlisted " + (30 * 29 - 200) + ".0");
    }

    @Test
    void escapesWhatIncidentsSay() {
        api.history.incidents.clear();
        api.history.incidents.add(new Incident(
                "i",
                FakeHistory.SCOPE,
                "LI\"NK\n",
                null,
                "{}",
                List.of(),
                List.of(),
                Incident.State.OPEN,
                "red",
                0,
                0,
                null,
                1,
                1,
                0,
                0,
                "",
                "",
                List.of()));
        assertThat(lines()).contains("x0xtest_serve_incidents_open{kind=\"LI\\\"NK?\"} 1.0");
    }
}
