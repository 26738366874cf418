package dev.x0xtest.serve.history.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.serve.history.HistoryReader;
import dev.x0xtest.serve.history.care.Checking;
import dev.x0xtest.serve.history.database.Database;
import dev.x0xtest.serve.history.database.DatabaseUrl;
import dev.x0xtest.serve.history.store.Retention;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process that writes a history, at 50 points from a seed: while it migrates, writes, sums up, and uses the spool.
 * Then the history is whole, no run that was kept is missing, and only the run in flight is marked as cut.
 */
class KillTest {
    private static final long SEED = Long.getLong("kill.seed", 17);
    private static final int KILLS = Integer.getInteger("kill.points", 50);
    private static final int KILLS_A_HISTORY = 5;
    private static final int MOST_STEPS = 45;

    @TempDir
    private Path directory;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void aKilledProcessLosesOnlyTheRunInFlight() throws Exception {
        System.out.println("-Dkill.seed=" + SEED);
        SplittableRandom random = new SplittableRandom(SEED);
        long run = 1;
        List<String> kept = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            if (kill % KILLS_A_HISTORY == 0) {
                kept.clear();
                run = 1;
            }
            Path place = Files.createDirectories(directory.resolve("history" + kill / KILLS_A_HISTORY));
            // The first kill of each history comes early, in its migration.
            int step = 1 + random.nextInt(kill % KILLS_A_HISTORY == 0 ? 3 : MOST_STEPS);
            int away = random.nextInt(2) * random.nextInt(12);
            List<String> said = killed(place, run, away, step, random.nextInt(4_000_000));
            said.stream()
                    .filter(line -> line.startsWith("kept "))
                    .map(line -> line.substring(5))
                    .forEach(kept::add);
            long begun = said.stream().filter("at began"::equals).count();
            String which =
                    "-Dkill.seed=" + SEED + ", kill " + kill + " at step " + step + " of run " + run + ": " + said;
            verify(place, kept, which);
            run += begun + 1;
        }
    }

    /** What it said until it was dead. */
    private static List<String> killed(Path place, long run, int away, int step, int spin) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledWriter.class.getName(),
                        place.toString(),
                        String.valueOf(run),
                        String.valueOf(away))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> said = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            int steps = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
                if (line.startsWith("at ") && ++steps == step) {
                    long until = System.nanoTime() + spin;
                    while (System.nanoTime() < until) {
                        Thread.onSpinWait();
                    }
                    // By its handle, which leaves the stream open for what it has said.
                    process.toHandle().destroyForcibly();
                }
            }
            assertThat(process.waitFor()).as("killed, after it said %s", said).isEqualTo(137);
        } finally {
            process.destroyForcibly();
        }
        return said;
    }

    private static void verify(Path place, List<String> kept, String which) {
        DatabaseUrl url = DatabaseUrl.ofFile(place.resolve("history.db"));
        FakeClock clock = new FakeClock();
        clock.forward(100_000_000_000L);
        try (History history =
                History.open(new History.Config(url, place.resolve("state"), clock, Retention.STANDARD))) {
            Map<String, String> verdicts = history.reader().runs(null, 10_000, Long.MAX_VALUE).stream()
                    .collect(Collectors.toMap(HistoryReader.Run::id, HistoryReader.Run::verdict));
            // The process says of each run that it is kept before it begins the next: any other was the one in flight.
            for (String id : kept) {
                assertThat(verdicts).as(which).containsEntry(id, "PASS");
            }
            verdicts.forEach((id, verdict) -> {
                if (!kept.contains(id) && verdict.equals("PASS")) {
                    // Kept, but killed before it could say so.
                    kept.add(id);
                }
            });
            assertThat(verdicts.entrySet().stream().filter(one -> one.getValue().equals("cut")))
                    .as(which)
                    .hasSizeLessThanOrEqualTo(KILLS_A_HISTORY);
            assertThat(place.toFile().list((dir, name) -> name.contains("damaged")))
                    .as(which)
                    .isEmpty();
        }
        try (Database database = Database.open(url, History.nativeDirectory(place.resolve("state")))) {
            Checking.Result result = Checking.of(database);
            assertThat(result.problems()).as(which).isEmpty();
            assertThat(result.begun()).as(which).isZero();
        }
    }
}
