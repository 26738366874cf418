package dev.x0xtest.local.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.coordinator.matrix.RosterSelection;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.local.CommandRun;
import dev.x0xtest.local.mesh.LocalMesh;
import dev.x0xtest.local.mesh.Meshes;
import dev.x0xtest.serve.RunningServe;
import dev.x0xtest.serve.alert.sink.HttpCalls;
import dev.x0xtest.serve.alert.sink.SecretUrl;
import dev.x0xtest.serve.alert.sink.WebhookSink;
import dev.x0xtest.serve.history.HistoryReader;
import dev.x0xtest.serve.history.database.DatabaseUrl;
import dev.x0xtest.serve.history.spool.History;
import dev.x0xtest.serve.history.store.Retention;
import dev.x0xtest.serve.schedule.terms.NetworkSchedule;
import dev.x0xtest.serve.schedule.terms.ScheduleConfig;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.Plane;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests the whole daemon over stand-ins in memory: its loop, its history in SQLite, its API and its alerts. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class WatchTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int FLEET_RATE = 2_000;

    @TempDir
    private Path state = Path.of("");

    /** Runs on request alone: its one hour of the day is far away. */
    private static ScheduleConfig onRequest(int nodes, int samples) {
        return schedule(
                nodes, samples, null, List.of(LocalTime.now(ZoneOffset.UTC).plusHours(12)), 30);
    }

    private static ScheduleConfig everyTenSeconds(int nodes) {
        return schedule(nodes, 1, Duration.ofSeconds(10), List.of(), 10);
    }

    private static ScheduleConfig schedule(
            int nodes, int samples, @Nullable Duration full, List<LocalTime> hours, int deadlineSeconds) {
        NetworkSchedule schedule = new NetworkSchedule(
                LocalSchedule.NETWORK,
                nodes,
                Plane.RAW,
                full,
                null,
                1,
                Map.of(),
                hours,
                ZoneOffset.UTC,
                samples,
                NetworkSchedule.PAYLOAD_BYTES,
                Duration.ofSeconds(deadlineSeconds));
        return new ScheduleConfig(List.of(schedule), ScheduleConfig.DailyBudget.suiting(List.of(schedule)));
    }

    private LocalWatch started(LocalMesh mesh, ScheduleConfig schedule, RunningServe.Told told) {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        LocalWatch watch = LocalWatch.open(mesh, new LocalWatch.Terms(anyPort, state, schedule, FLEET_RATE, told));
        watch.start();
        return watch;
    }

    private static RunningServe.Told webhook(AlertReceiver receiver) {
        return new RunningServe.Told(
                List.of(WebhookSink.json(
                        "test", SecretUrl.parse(receiver.address()), new HttpCalls(Duration.ofSeconds(5)), null)),
                null);
    }

    @Test
    void aBlockedContactIsToldInTheSecondRoundAndClearedAfterTheMend() throws Exception {
        try (AlertReceiver alerts = new AlertReceiver();
                LocalMesh mesh = Meshes.ofStandIns(4);
                LocalWatch watch = started(mesh, onRequest(4, 1), webhook(alerts));
                WatchClient client = new WatchClient(watch.url())) {
            assertThat(client.round().path("proven").asInt()).isEqualTo(12);

            WatchClient.Answer broken =
                    client.send("POST", "faults", "{\"kind\":\"block\",\"node\":\"helsinki\",\"to\":\"sfo\"}");
            assertThat(broken.body().path("text").asText()).isEqualTo("helsinki blocks sfo");
            JsonNode first = client.round();
            assertThat(first.path("refuted").asInt()).isEqualTo(2);
            client.await("the run that confirms it", event -> event.is("run", "state=ended", "kind=focus"));
            assertThat(client.get("incidents").path("incidents").findValuesAsText("state"))
                    .as("one round opens nothing, it makes suspicious")
                    .doesNotContain("open");
            client.round();
            JsonNode incident = client.await("an open incident", event -> event.is("incident", "state=open"));
            assertThat(incident.path("kind").asText()).isEqualTo("BLOCKED");
            assertThat(incident.path("subject").path("by").asText()).isEqualTo("helsinki");
            JsonNode opened = alerts.next(10);
            assertThat(opened.path("event").asText()).isEqualTo("opened");
            assertThat(opened.path("kind").asText()).isEqualTo("BLOCKED");
            assertThat(opened.path("subject").path("of").asText()).isEqualTo("sfo");

            assertThat(client.send("DELETE", "faults", "").status()).isEqualTo(200);
            for (int round = 1; round <= 3; round++) {
                assertThat(client.round().path("proven").asInt())
                        .as("round %d after the mend", round)
                        .isEqualTo(12);
            }
            client.await(
                    "the end of the incident",
                    event -> event.is(
                            "incident",
                            "state=cleared",
                            "id=" + incident.path("id").asText()));
            assertThat(alerts.next(10).path("event").asText()).isEqualTo("cleared");
            assertThat(alerts.isEmpty()).isTrue();
        }
    }

    @Test
    void aRunOfAnotherCoordinatorIsAGapAndNothingElse() throws Exception {
        try (LocalMesh mesh = LocalMesh.start(Meshes.plan(3, null, 5), Meshes.runnersObeying(2));
                LocalWatch watch = started(mesh, everyTenSeconds(3), RunningServe.Told.NOBODY);
                WatchClient client = new WatchClient(watch.url())) {
            client.await("a healthy round", event -> event.is("run", "state=ended", "proven=6"));
            // So that no round falls into the beginning of the other run.
            client.send("POST", "pause", "{\"reason\":\"another run begins\"}");
            String whose = mesh.nodes().get(1).agentId().hex().substring(0, 8);
            try (OtherRun other = OtherRun.start(mesh.nodes().get(1), other(mesh), state.resolve("other"))) {
                Awaitility.await("the other run has the runners")
                        .atMost(PATIENCE)
                        .until(() -> CommandRun.said(status(mesh)).out().contains("3 nodes: 3 busy"));
                client.send("DELETE", "pause", "");
                Awaitility.await("a tick that finds the runners busy")
                        .pollInterval(Duration.ofMillis(200))
                        .atMost(PATIENCE)
                        .until(() -> gaps(client).stream()
                                .anyMatch(reason -> reason.startsWith("busy: run ")
                                        && reason.contains(" of coordinator " + whose)));
                // Asked while the other run goes on: a round that begins as it ends may observe nothing.
                assertThat(client.get("matrix?plane=raw").path("outcome").toString())
                        .isEqualTo("[\"·pp\",\"p·p\",\"pp·\"]");
                assertThat(other.isGoingOn()).isTrue();
            }
            assertThat(client.get("status").path("anchor").asText()).isEqualTo("ok");
            assertThat(client.get("incidents?state=all").path("incidents").findValuesAsText("kind"))
                    .as("a slow machine may have seen nothing for three intervals")
                    .isSubsetOf("BLIND");
            assertThat(client.get("matrix?plane=raw").path("outcome").toString())
                    .as("nothing is red")
                    .matches("[\\[\\]\",·pN]+");
        }
    }

    private static String[] status(LocalMesh mesh) {
        return Stream.concat(Stream.of("status"), CommandRun.way(mesh).stream()).toArray(String[]::new);
    }

    /** The same nodes by way of the second one. */
    private static RosterSelection other(LocalMesh mesh) {
        List<RunConfig.Node> roster = mesh.roster().roster();
        return new RosterSelection(new NodeLabel("sfo"), roster, List.of(), null);
    }

    private static List<String> gaps(WatchClient client) throws Exception {
        return client.get("pairs/nyc/sfo?plane=raw").path("gaps").findValuesAsText("reason");
    }

    @Test
    void aRunThatIsStoppedIsKept() throws Exception {
        String run;
        try (LocalMesh mesh = Meshes.ofStandIns(3)) {
            LocalWatch watch = started(mesh, onRequest(3, 400), RunningServe.Told.NOBODY);
            try (WatchClient client = new WatchClient(watch.url())) {
                run = client.began();
            } finally {
                watch.close();
            }
        }
        Clock clock = Clock.systemUTC();
        try (History history = History.open(
                new History.Config(DatabaseUrl.ofFile(History.file(state)), state, clock, Retention.STANDARD))) {
            HistoryReader.Run kept = history.reader().run(run).orElseThrow();
            assertThat(kept.verdict()).isNotEqualTo("cut");
            assertThat(kept.cells()).isEqualTo(6);
            assertThat(history.reader().report(run).orElseThrow()).contains("terminated");
        }
    }

    @Test
    void aHistoryThatIsAwayForSomeRoundsLosesNothing() throws Exception {
        try (LocalMesh mesh = Meshes.ofStandIns(3);
                LocalWatch watch = started(mesh, onRequest(3, 1), RunningServe.Told.NOBODY);
                WatchClient client = new WatchClient(watch.url())) {
            String before = client.round().path("run").asText();
            String away;
            String still;
            try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + History.file(state));
                    Statement statement = other.createStatement()) {
                statement.execute("BEGIN EXCLUSIVE");
                away = client.round().path("run").asText();
                still = client.round().path("run").asText();
                client.await(
                        "the spool",
                        event -> event.is("status")
                                && event.data()
                                        .path("database")
                                        .path("state")
                                        .asText()
                                        .equals("spooling"));
                statement.execute("ROLLBACK");
            }
            client.await(
                    "the history is back",
                    event -> event.is("status")
                            && event.data()
                                    .path("database")
                                    .path("state")
                                    .asText()
                                    .equals("ok")
                            && event.data().path("database").path("spooled").asInt() == 0);
            assertThat(client.get("runs").path("runs").findValuesAsText("id")).containsExactly(still, away, before);
        }
    }
}
