package dev.x0xtest.local.simulation.trial;

import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.local.simulation.SimulatedFleet;
import dev.x0xtest.local.simulation.coordinator.SimulatedCoordinator;
import dev.x0xtest.local.simulation.trial.draw.Draw;
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
 * @param report null: there is none, because nobody could read the journal of a run that was killed, or a check broke
 * @param violations what does not hold, a line each
 */
record Trial(Draw draw, @Nullable Report report, List<String> violations) {
    /** When the run has ended, nothing is sent: the leases are over by then, and what was delayed has come. */
    private static final Duration AFTERWARDS = Duration.ofSeconds(45);

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
        ChaosCourier courier = new ChaosCourier(draw, fleet.anchorId(), fleet::nanos);
        fleet.through(courier);
        Integer forgetful = draw.forgetful();
        if (forgetful != null) {
            fleet.keeping(forgetful, draw.ledgers());
        }
        RunHistory history = new RunHistory(draw, fleet, directory, new Watch(draw, courier.truth()));
        SimulatedCoordinator coordinator = history.begin();
        long begunNanos = fleet.nanos();
        Report report = fleet.ended(coordinator).orElse(null);
        long endedNanos = fleet.nanos();
        history.close();
        fleet.goOn(AFTERWARDS);
        courier.commanded().settle(fleet.nanos());
        Invariants invariants = new Invariants(draw, courier.truth(), history.gap());
        List<String> violations = invariants.of(report, Duration.ofNanos(begunNanos), Duration.ofNanos(endedNanos));
        if (report != null) {
            violations.addAll(Replays.violations(history, report, draw.seed()));
        }
        fleet.end();
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
