package dev.x0xtest.local.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.local.CommandRun;
import dev.x0xtest.local.Program;
import dev.x0xtest.local.mesh.LocalMesh;
import dev.x0xtest.local.mesh.Meshes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills `x0xtest serve` while it plans, measures, keeps a run or tells somebody. Then its history is whole, the runs that it had are
 * there, only the run in flight is missing and marked, and no alert is lost. What kills in the midst of writing, summing up,
 * migrating and spooling leave is in {@code KillTest} of `serve`.
 */
class ServeKillTest {
    private static final long SEED = Long.getLong("kill.seed", 17);
    private static final int KILLS = Integer.getInteger("serve.kills", 8);
    private static final int AT_ONCE = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern LISTENING = Pattern.compile("listening (http://\\S+)");
    private static final int FRAMES = 6;

    @TempDir
    private Path directory = Path.of("");

    private enum Moment {
        PLAN,
        GO,
        WRITE,
        ALERT
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void aKilledDaemonLosesOnlyTheRunInFlightAndNoAlert() throws Exception {
        System.out.println("-Dkill.seed=" + SEED);
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<?>> kills = new ArrayList<>();
            for (int number = 0; number < KILLS; number++) {
                Path place = Files.createDirectories(directory.resolve("kill" + number));
                Moment moment = Moment.values()[number % Moment.values().length];
                int afterMs = new SplittableRandom(SEED * 1_000_003 + number).nextInt(250);
                kills.add(threads.submit(() -> {
                    killed(place, moment, afterMs);
                    return moment;
                }));
            }
            for (Future<?> kill : kills) {
                kill.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void killed(Path place, Moment moment, int afterMs) throws Exception {
        String which = "-Dkill.seed=" + SEED + ", " + moment + " and " + afterMs + " ms";
        try (LocalMesh mesh = Meshes.ofStandIns(3);
                Hook hook = new Hook();
                AlertReceiver alerts = new AlertReceiver(hook::struck)) {
            if (moment == Moment.ALERT) {
                Meshes.block(mesh, "helsinki", "sfo");
            }
            Map<String, String> before;
            Program first = serve(place, "first", mesh, alerts);
            try (WatchClient client = new WatchClient(url(place, "first"))) {
                client.round();
                before = verdicts(client);
                hook.arm(first, afterMs);
                awaitMoment(client, place, moment);
                if (moment != Moment.ALERT) {
                    hook.struck();
                }
                assertThat(first.awaitExit()).as(which).isEqualTo(137);
            } finally {
                first.end();
            }
            JsonNode lost = moment == Moment.ALERT ? alerts.next(10) : null;
            CommandRun.Said check = CommandRun.said(
                    "history", "check", "--state-dir", state(place).toString());
            assertThat(check.exit())
                    .as(which + ": " + check.out() + check.err())
                    .isZero();

            Program second = serve(place, "second", mesh, alerts);
            try (WatchClient client = new WatchClient(url(place, "second"))) {
                Map<String, String> after = verdicts(client);
                assertThat(after).as(which).containsAllEntriesOf(before);
                assertThat(after.values().stream().filter("cut"::equals))
                        .as(which)
                        .hasSizeLessThanOrEqualTo(1);
                if (lost != null) {
                    JsonNode again = alerts.next(20);
                    assertThat(again.path("incident")).as(which).isEqualTo(lost.path("incident"));
                }
                second.signal("TERM");
                assertThat(second.awaitExit()).as(second.err()).isEqualTo(143);
            } finally {
                second.end();
            }
            CommandRun.Said end = CommandRun.said(
                    "history", "check", "--state-dir", state(place).toString());
            assertThat(end.out()).as(which).contains(" 0 in flight").startsWith("whole: ");
            try (Stream<Path> files = Files.list(place.resolve("tmp"))) {
                assertThat(files).as("temporary files, " + which).isEmpty();
            }
        }
    }

    /** Kills the daemon when it is told to. */
    private static final class Hook implements AutoCloseable {
        private volatile @Nullable Program victim;
        private volatile int afterMs;

        void arm(Program program, int delayMs) {
            afterMs = delayMs;
            victim = program;
        }

        /** On whatever thread. */
        void struck() {
            Program program = victim;
            if (program != null) {
                Awaitility.await()
                        .pollInterval(Duration.ofMillis(1))
                        .pollDelay(Duration.ofMillis(afterMs))
                        .atMost(PATIENCE)
                        .until(() -> true);
                program.kill();
            }
        }

        @Override
        public void close() {
            victim = null;
        }
    }

    private static Path state(Path place) {
        return place.resolve("serve");
    }

    private static Program serve(Path place, String name, LocalMesh mesh, AlertReceiver alerts) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("serve"));
        arguments.addAll(CommandRun.way(mesh));
        arguments.addAll(List.of("--listen", "127.0.0.1:0", "--local-operator", "--fleet-rate", "2000"));
        arguments.addAll(List.of("--every", "1h", "--other-plane", "none", "--deadline", "20s", "--samples", "3"));
        arguments.addAll(List.of(
                "--webhook", alerts.address(), "--state-dir", state(place).toString()));
        Path folder = Files.createDirectories(place.resolve(name));
        return Program.start(folder, Files.createDirectories(place.resolve("tmp")), arguments.toArray(String[]::new));
    }

    private static String url(Path place, String name) {
        Path out = place.resolve(name).resolve("out");
        Awaitility.await("serve listens")
                .atMost(PATIENCE)
                .until(() -> LISTENING.matcher(Files.readString(out)).find());
        try {
            Matcher listening = LISTENING.matcher(Files.readString(out));
            return listening.find() ? listening.group(1) : "";
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, String> verdicts(WatchClient client) throws Exception {
        Map<String, String> verdicts = new HashMap<>();
        client.get("runs")
                .path("runs")
                .forEach(run -> verdicts.put(
                        run.path("id").asText(), run.path("verdict").asText()));
        return verdicts;
    }

    private static void awaitMoment(WatchClient client, Path place, Moment moment) throws Exception {
        String run = client.began();
        switch (moment) {
            case PLAN -> {}
            case GO -> Awaitility.await("the first results").atMost(PATIENCE).until(() -> frames(place, run) > FRAMES);
            case WRITE ->
                Awaitility.await("the report")
                        .atMost(PATIENCE)
                        .until(() -> Files.exists(journal(place, run).resolveSibling("report.json")));
            case ALERT -> {
                // The second red round opens the incident; the receiver strikes.
            }
        }
    }

    private static Path journal(Path place, String run) throws IOException {
        Path runs = place.resolve("first/state/x0xtest/runs");
        try (Stream<Path> all = Files.list(runs)) {
            return all.filter(one -> one.getFileName().toString().endsWith(run.substring(0, 8)))
                    .findFirst()
                    .orElse(runs)
                    .resolve("run.jsonl");
        }
    }

    private static int frames(Path place, String run) throws IOException {
        Path journal = journal(place, run);
        return Files.exists(journal) ? Files.readString(journal).split("\"event\":\"frame\"", -1).length : 0;
    }
}
