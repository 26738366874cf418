package dev.x0xtest.serve.watch;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.serve.alert.sink.HttpCalls;
import dev.x0xtest.serve.alert.sink.SecretUrl;
import dev.x0xtest.serve.alert.sink.Sink;
import dev.x0xtest.serve.alert.sink.WebhookSink;
import dev.x0xtest.serve.history.HistoryReader;
import dev.x0xtest.serve.history.HistoryStatus;
import dev.x0xtest.serve.history.database.DatabaseUrl;
import dev.x0xtest.serve.history.spool.History;
import dev.x0xtest.serve.history.store.PostgresqlCluster;
import dev.x0xtest.serve.history.store.Retention;
import dev.x0xtest.serve.incident.FleetModel;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is around the daemon hangs or is away: its rounds come when they would have come. */
@Timeout(180)
class WatchOutageTest {
    private static final String NOON = "2026-05-06T12:00:10Z";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private History history(DatabaseUrl url, String name, VirtualTime time) {
        return History.open(new History.Config(url, directory.resolve(name), time, Retention.STANDARD));
    }

    /** A broken link for an hour, and its mend; {@code broken}: what to do before the mend. When each run has begun. */
    private List<Long> rounds(String name, List<Sink> sinks, Step broken) throws Exception {
        VirtualTime time = new VirtualTime(NOON);
        FleetModel fleet = new FleetModel(6, 0, new SplittableRandom(1));
        DatabaseUrl url = DatabaseUrl.ofFile(directory.resolve(name + ".db"));
        try (WatchRig rig = new WatchRig(time, fleet, history(url, name, time), sinks)) {
            rig.pass(Duration.ofMinutes(6));
            fleet.breakPair("n1", "n2");
            fleet.breakPair("n2", "n1");
            rig.pass(Duration.ofHours(1));
            broken.take();
            fleet.broken.clear();
            rig.pass(Duration.ofHours(1));
            return rig.begun;
        }
    }

    private interface Step {
        void take() throws Exception;
    }

    @Test
    void aWebhookThatAcceptsAndNeverAnswersChangesNoTimeOfARound() throws Exception {
        List<Long> without = rounds("without", List.of(), () -> {});
        try (ServerSocket hole = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Sink webhook = WebhookSink.json(
                    "webhook",
                    SecretUrl.parse("http://127.0.0.1:" + hole.getLocalPort() + "/"),
                    new HttpCalls(Duration.ofSeconds(10)),
                    null);
            hole.setSoTimeout((int) PATIENCE.toMillis());
            List<Socket> asked = new ArrayList<>();
            List<Long> with = rounds("with", List.of(webhook), () -> asked.add(hole.accept()));
            assertThat(with).isEqualTo(without).hasSizeGreaterThan(24);
            try (Socket connection = asked.get(0)) {
                connection.setSoTimeout((int) PATIENCE.toMillis());
                assertThat(new String(connection.getInputStream().readNBytes(5), US_ASCII))
                        .isEqualTo("POST ");
            }
        }
        VirtualTime later = new VirtualTime("2026-05-06T14:30:00Z");
        try (History known = history(DatabaseUrl.ofFile(directory.resolve("with.db")), "with", later)) {
            assertThat(known.reader().deliveries(10))
                    .as("alerts that wait")
                    .extracting(one -> one.alert().event().label())
                    .containsExactlyInAnyOrder("opened", "cleared");
        }
    }

    /** The thread of the history takes real time for what it has to do. */
    private static void until(WatchRig rig, HistoryStatus.State state) {
        Awaitility.await().pollInSameThread().atMost(PATIENCE).untilAsserted(() -> {
            rig.pass(Duration.ofSeconds(5));
            assertThat(rig.watch.status().database().state().name()).isEqualTo(state.name());
        });
    }

    @Test
    void aDatabaseThatIsStoppedInMidRunAndAwayForTenMinutesLosesNoRunAndDelaysNone() throws Exception {
        try (PostgresqlCluster cluster = PostgresqlCluster.start()) {
            VirtualTime time = new VirtualTime(NOON);
            FleetModel fleet = new FleetModel(6, 0, new SplittableRandom(1));
            DatabaseUrl url = cluster.empty();
            List<Long> begun = new ArrayList<>();
            try (WatchRig rig = new WatchRig(time, fleet, history(url, "state", time), List.of())) {
                rig.pass(Duration.ofMinutes(11));
                rig.passIntoARun();
                cluster.down();
                until(rig, HistoryStatus.State.SPOOLING);
                rig.pass(Duration.ofMinutes(10));
                cluster.up();
                until(rig, HistoryStatus.State.OK);
                rig.passIntoARun();
                // Restarted at once, in the midst of another run.
                cluster.down();
                cluster.up();
                rig.pass(Duration.ofMinutes(20));
                until(rig, HistoryStatus.State.OK);
                rig.passOutOfRuns();
                begun.addAll(rig.begun);
            }
            try (History known = history(url, "after", time)) {
                List<HistoryReader.Run> runs = known.reader().runs(FleetModel.SCOPE, 100, Long.MAX_VALUE);
                assertThat(runs.stream().map(HistoryReader.Run::startedMs).sorted())
                        .containsExactlyElementsOf(begun);
                assertThat(runs).allMatch(run -> run.verdict().equals("PASS"));
                assertThat(known.reader().skipped(FleetModel.SCOPE, 0, Long.MAX_VALUE))
                        .isEmpty();
            }
            for (int at = 1; at < begun.size(); at++) {
                assertThat(begun.get(at) - begun.get(at - 1))
                        .as("between two rounds")
                        .isBetween(269_000L, 331_000L);
            }
        }
    }
}
