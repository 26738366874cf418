package dev.x0xtest.serve.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.coordinator.causes.Causes;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.serve.api.http.Limits;
import dev.x0xtest.serve.api.live.LiveEvent;
import dev.x0xtest.serve.api.view.OpenApi;
import dev.x0xtest.serve.model.EndedRun;
import dev.x0xtest.serve.model.Incident;
import dev.x0xtest.serve.model.RunKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The event stream: what it tells, catching up, and clients that are too slow. */
@Timeout(60)
class ApiEventsTest {
    private static LiveEvent cell(int number) {
        return new LiveEvent.CellJudged(FakeHistory.SCOPE, FakeHistory.SECOND, "sfo", "hel", 'M', number, 7);
    }

    /** One client. */
    private static final class Client implements AutoCloseable {
        private final InputStream in;
        private final BufferedReader lines;
        private String id = "";
        private String name = "";

        Client(Api api, String lastId) throws Exception {
            HttpRequest.Builder request = HttpRequest.newBuilder(api.uri("/api/v1/events"));
            if (!lastId.isEmpty()) {
                request.header("Last-Event-ID", lastId);
            }
            HttpResponse<InputStream> answer =
                    api.client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("content-type")).contains("text/event-stream");
            assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
            in = answer.body();
            lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            // The greeting: from here on nothing is missed.
            assertThat(lines.readLine()).startsWith("retry: ");
            assertThat(lines.readLine()).isEmpty();
        }

        /** The data of the next event. */
        JsonNode next() throws IOException {
            String data = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    data = line.substring(6);
                } else if (line.isEmpty() && !data.isEmpty()) {
                    return OpenApi.MAPPER.readTree(data);
                }
            }
            throw new IOException("the stream has ended");
        }

        void leave() throws IOException {
            in.close();
        }

        @Override
        public void close() throws IOException {
            leave();
        }
    }

    @Test
    void tellsEachKindOfEvent() throws Exception {
        try (Api api = Api.open();
                Client client = new Client(api, "")) {
            Report report = FakeHistory.lonelyNode();
            Causes causes = Causes.of(report);
            assertThat(causes.list()).isNotEmpty();
            api.controls.tell(new LiveEvent.RunBegan(FakeHistory.SCOPE, RunKind.FULL, "full", FakeHistory.SECOND, 5));
            api.controls.tell(cell(3));
            api.controls.tell(new LiveEvent.RunEnded(
                    new EndedRun(FakeHistory.SCOPE, RunKind.FULL, "full", 5, 6, report, causes)));
            api.controls.tell(new LiveEvent.IncidentChanged(
                    FakeHistory.incident("i-1", Incident.State.OPEN, "line\nbreak\u0007")));
            api.controls.tell(new LiveEvent.StatusChanged(api.controls.status()));

            assertThat(client.next().path("state").asText()).isEqualTo("began");
            assertThat(client.name).isEqualTo("run");
            JsonNode cell = client.next();
            assertThat(client.name).isEqualTo("cell");
            assertThat(cell.path("outcome").asText()).isEqualTo("M");
            JsonNode ended = client.next();
            assertThat(client.name).isEqualTo("run");
            assertThat(ended.path("refuted").intValue()).isEqualTo(6);
            JsonNode cause = client.next();
            assertThat(client.name).isEqualTo("cause");
            assertThat(cause.path("cause").path("kind").asText())
                    .isEqualTo(causes.list().get(0).kind().name());
            for (int more = 1; more < causes.list().size(); more++) {
                client.next();
            }
            JsonNode incident = client.next();
            assertThat(client.name).isEqualTo("incident");
            assertThat(OpenApi.valid("Incident", incident.toString())
                            .path("text")
                            .asText())
                    .isEqualTo("line?break?");
            OpenApi.valid("Status", client.next().toString());
            assertThat(client.name).isEqualTo("status");
        }
    }

    @Test
    void catchesUpAfterTheLastIdThatWasSeen() throws Exception {
        try (Api api = Api.open()) {
            String last;
            try (Client client = new Client(api, "")) {
                api.controls.tell(cell(1));
                client.next();
                last = client.id;
            }
            api.controls.tell(cell(2));
            api.controls.tell(cell(3));
            try (Client again = new Client(api, last)) {
                assertThat(again.next().path("p50_us").intValue()).isEqualTo(2);
                assertThat(again.next().path("p50_us").intValue()).isEqualTo(3);
                assertThat(again.id).isNotEqualTo(last);
            }
        }
    }

    @Test
    void saysWhenTheLastIdIsTooOldOrOfAnotherProcess() throws Exception {
        try (Api api = Api.open()) {
            for (String id : List.of("abc-1", "nonsense", "x".repeat(500))) {
                try (Client client = new Client(api, id)) {
                    assertThat(client.next().path("reason").asText()).contains("missed");
                    assertThat(client.name).isEqualTo("reset");
                    api.controls.tell(cell(4));
                    assertThat(client.next().path("p50_us").intValue()).isEqualTo(4);
                }
            }
        }
    }

    @Test
    void dropsAClientThatIsTooSlowAndSaysSo() throws Exception {
        try (Api api = Api.open();
                Socket slow = api.socket();
                Client fast = new Client(api, "")) {
            slow.getOutputStream()
                    .write("GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n"
                            .getBytes(StandardCharsets.ISO_8859_1));
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(slow.getInputStream(), StandardCharsets.UTF_8));
            while (!lines.readLine().startsWith("retry: ")) {
                // the head of the answer
            }
            Incident large = FakeHistory.incident("i-1", Incident.State.OPEN, "x".repeat(2000));
            for (int number = 0; number < 8000; number++) {
                api.controls.tell(new LiveEvent.IncidentChanged(large));
                // So that the fast one keeps up.
                fast.next();
            }
            List<String> names = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    names.add(line);
                } else if (line.startsWith("data: {\"reason\"")) {
                    names.add(line);
                }
            }
            assertThat(names).hasSizeLessThan(8000);
            assertThat(names.get(names.size() - 2)).isEqualTo("event: dropped");
            assertThat(names.get(names.size() - 1)).contains("too slow");
        }
    }

    @Test
    void beatsWhileNothingHappens() throws Exception {
        Limits usual = Limits.USUAL;
        Limits quick = new Limits(
                8,
                1,
                usual.lineBytes(),
                usual.headerBytes(),
                usual.bodyBytes(),
                usual.requestTime(),
                usual.answerTime(),
                usual.stallTime(),
                Duration.ofMillis(20),
                1,
                1);
        try (Api api = Api.open(quick);
                Client client = new Client(api, "")) {
            assertThat(client.lines.readLine()).isEqualTo(": still here");
            HttpResponse<String> second = api.get("/api/v1/events");
            OpenApi.problem(503, second);
            client.leave();
            // The first one has gone, so that there is room.
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                try (Client next = new Client(api, "")) {
                    return next.lines.readLine() != null;
                } catch (AssertionError full) {
                    return false;
                }
            });
        }
    }

    @Test
    void endsStreamsWhenTheDaemonStops() throws Exception {
        Api api = Api.open();
        try (Client client = new Client(api, "")) {
            api.close();
            assertThat(client.next().path("reason").asText()).contains("stops");
            assertThat(client.lines.readLine()).isNull();
        }
        assertThat(api.controls.listeners()).isZero();
    }
}
