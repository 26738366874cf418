package dev.x0xtest.local.simulation.trial;

import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.run.journal.Journal;
import dev.x0xtest.local.simulation.SimulatedFleet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One fleet, one run, and what must hold of it.
 *
 * @param report null: there is none, because the fleet or a check broke
 * @param violations what does not hold, a line each
 */
record Trial(Draw draw, @Nullable Report report, List<String> violations) {
    /** So many seeds from one whose run is written to a disk to the next. */
    private static final int WRITTEN_EVERY = 25;

    /** Runs the fleet of a seed. */
    static Trial of(long seed) {
        Draw draw = Draw.of(seed);
        Path directory = directory();
        try {
            return of(draw, directory);
        } catch (RuntimeException | IOException e) {
            return new Trial(
                    draw,
                    null,
                    List.of("broke: " + e + " " + List.of(e.getStackTrace()).subList(0, 3)));
        } finally {
            delete(directory);
        }
    }

    private static Trial of(Draw draw, Path directory) throws IOException {
        SimulatedFleet fleet = new SimulatedFleet(draw.spec());
        ChaosCourier courier = new ChaosCourier(draw, fleet::nanos);
        fleet.through(courier);
        boolean written = draw.seed() % WRITTEN_EVERY == 0;
        long begunNanos = fleet.nanos();
        long[] endedNanos = {begunNanos};
        SimulatedFleet.Outcome outcome = written ? fleet.run(directory) : null;
        Report report = outcome != null
                ? outcome.report()
                : fleet.measured(
                        directory.resolve("locks"),
                        draw.disk() ? new FullDisk() : Journal.none(),
                        () -> endedNanos[0] = fleet.nanos());
        Duration took = outcome != null ? outcome.virtual() : Duration.ofNanos(endedNanos[0] - begunNanos);
        courier.commanded().check();
        List<String> violations = new Invariants(draw, courier.truth()).of(report, took);
        if (written) {
            fleet.end();
            violations.addAll(Replays.violations(directory.resolve("run.jsonl"), report, draw.seed()));
        }
        return new Trial(draw, report, violations);
    }

    private static Path directory() {
        try {
            return Files.createTempDirectory("x0xtest-trial-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> walk = Files.walk(directory)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What does not hold, with how to see it again; null: all holds. */
    @Nullable
    String failure() {
        return violations.isEmpty()
                ? null
                : "seed " + draw.seed() + " (-Dsim.seed=" + draw.seed() + " -Dsim.seeds=1): "
                        + String.join("; ", violations) + "\n  " + draw;
    }

    /** The first thing that does not hold; read by other class loaders. */
    static String firstViolation(long seed) {
        List<String> found = of(seed).violations();
        return found.isEmpty() ? "" : found.get(0);
    }
}
