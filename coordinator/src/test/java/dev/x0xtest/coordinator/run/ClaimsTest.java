package dev.x0xtest.coordinator.run;

import static dev.x0xtest.coordinator.run.simulated.SimulatedFleet.cell;
import static dev.x0xtest.coordinator.run.simulated.SimulatedFleet.id;
import static dev.x0xtest.coordinator.run.simulated.SimulatedFleet.label;
import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.run.drive.SecretPayloads;
import dev.x0xtest.coordinator.run.plans.fleet.ColumnKeys;
import dev.x0xtest.coordinator.run.simulated.SimulatedFleet;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.coordinator.run.terms.RunEffect;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import dev.x0xtest.coordinator.run.terms.RunSecret;
import dev.x0xtest.wire.Plane;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that a contradiction between agents and labels ends the run, and that the report still has every cell. */
class ClaimsTest {
    private static SimulatedFleet unpinned(boolean planned) {
        SimulatedFleet fleet = new SimulatedFleet(4, Plane.RAW, 1, false, SimulatedFleet.limits(Plane.RAW));
        return planned ? fleet.planned() : fleet;
    }

    private static void endsWithEveryCell(Report report, String... named) {
        assertThat(report.exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(report.partial()).contains(named);
        assertThat(report.totals().pairs()).isEqualTo(12);
        Set<String> pairs = new HashSet<>();
        report.cells()
                .forEach(cell -> pairs.add(cell.src().text() + " " + cell.dst().text()));
        assertThat(pairs).as("%s", report.cells()).hasSize(12);
        assertThat(report.cells())
                .filteredOn(cell -> cell.outcome() == CellOutcome.NOT_RUN)
                .allSatisfy(cell -> assertThat(cell.reason()).contains(named));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void twoAgentsThatClaimOneLabelEndTheRunByName(boolean planned) {
        SimulatedFleet fleet = unpinned(planned);
        fleet.runners.get(3).label = label(1);
        Report report = fleet.run();
        endsWithEveryCell(report, "n1", id(1).hex(), id(3).hex());
        assertThat(fleet.journal.replay(fleet.config)).isEqualTo(report);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void oneAgentThatAnswersUnderTwoLabelsEndsTheRunByName(boolean planned) {
        SimulatedFleet fleet = unpinned(planned);
        fleet.runners.get(3).id = id(1);
        Report report = fleet.run();
        endsWithEveryCell(report, id(1).hex(), "n1", "n3");
        assertThat(fleet.journal.replay(fleet.config)).isEqualTo(report);
    }

    @Test
    void aSecondClaimantInMidRunKeepsWhatWasProvenBefore() {
        SimulatedFleet fleet = new SimulatedFleet(4, Plane.RAW, 1, false, SimulatedFleet.limits(Plane.RAW));
        fleet.runners.get(3).silent = true;
        fleet.in(5_000, () -> {
            fleet.runners.get(3).silent = false;
            fleet.runners.get(3).id = id(1);
        });
        Report report = fleet.run();
        assertThat(report.totals().pairs()).isEqualTo(12);
        assertThat(report.totals().proven()).isEqualTo(6);
        assertThat(cell(report, 3, 0).outcome()).isEqualTo(CellOutcome.NOT_RUN);
        endsWithEveryCell(report, id(1).hex(), "n1", "n3");
    }

    @Test
    void oneIdPinnedUnderTwoLabelsEndsTheRunAtItsStart() {
        RunConfig config = new SimulatedFleet(4).config;
        List<RunConfig.Node> roster = List.of(
                config.roster().get(0),
                config.roster().get(1),
                config.roster().get(2),
                new RunConfig.Node(label(3), id(1)));
        RunState run = new RunState(
                new RunConfig(
                        config.runId(),
                        config.anchor(),
                        roster,
                        config.excluded(),
                        config.plane(),
                        config.pubsub(),
                        config.limits(),
                        config.network(),
                        config.perPair(),
                        config.seed()),
                new SecretPayloads(RunSecret.drawn(new SplittableRandom(1)), (id, sha256) -> {}),
                ColumnKeys.none());
        List<RunEffect> effects =
                run.on(new RunEvent.Started(id(0).hex(), "ee".repeat(32), "0.48.1", "http://127.0.0.1:1", 3), 0);
        assertThat(effects).hasSize(1).first().isInstanceOf(RunEffect.Finished.class);
        endsWithEveryCell(((RunEffect.Finished) effects.get(0)).report(), id(1).hex(), "n1", "n3");
    }
}
