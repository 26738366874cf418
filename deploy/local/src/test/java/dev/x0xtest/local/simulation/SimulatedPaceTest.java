package dev.x0xtest.local.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.Verdict;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that the simulation tells a good pace from a bad one: what passes at any pace proves nothing. The hosts are five
 * times slower than the measured one, so that a small fleet shows it.
 */
class SimulatedPaceTest {
    private static final int NODES = 20;
    private static final int SAMPLES = 40;
    private static final int RATE = 50;
    /** Enough for the rate at a round trip of 400 ms, twice. */
    private static final int IN_FLIGHT = 40;

    private static final HostModel SLOW = HostModel.MEASURED.slower(5);

    @TempDir
    private Path directory = Path.of("");

    private SimulatedFleet.Outcome run(HostModel host, boolean burst, @Nullable Integer rate, int inFlight)
            throws IOException {
        return run(spec(SAMPLES, burst, rate, inFlight).on(host));
    }

    private SimulatedFleet.Outcome run(SimulatedFleet.Spec spec) throws IOException {
        return new SimulatedFleet(spec).run(directory.resolve("run" + System.nanoTime()));
    }

    private static SimulatedFleet.Spec spec(int samples, boolean burst, @Nullable Integer rate, int inFlight) {
        return new SimulatedFleet.Spec(
                NODES, SimulatedFleet.limits(Duration.ofMinutes(1), samples, inFlight, burst, rate));
    }

    @Test
    void aPacePerHostPasses() throws IOException {
        SimulatedFleet.Outcome paced = run(SLOW, false, RATE, IN_FLIGHT);
        assertThat(paced.report().verdict()).as("%s", paced).isEqualTo(Verdict.PASS);
        assertThat(paced.again()).isZero();
        assertThat(paced.evicted()).isZero();
    }

    @Test
    void aBurstLeavesPairsUnobserved() throws IOException {
        SimulatedFleet.Outcome burst = run(SLOW, true, null, IN_FLIGHT);
        assertThat(burst.report().verdict()).isNotEqualTo(Verdict.PASS);
        assertThat(burst.report().totals().unobserved()).isPositive();
        assertThat(burst.again()).as("pairs tried again").isGreaterThan(NODES);
    }

    @Test
    void aRateThatNoHostBearsLeavesPairsUnobserved() throws IOException {
        SimulatedFleet.Outcome fast = run(SLOW, false, 1_000, 64);
        assertThat(fast.report().verdict()).isNotEqualTo(Verdict.PASS);
        assertThat(fast.again()).as("pairs tried again").isGreaterThan(NODES);
    }

    /** Arming takes longer than the grace, so rows still send when the columns are closed at the run's deadline. */
    @Test
    void aRunThatItsDeadlineCutsRefutesNothing() throws IOException {
        RunConfig.Limits limits = SimulatedFleet.limits(Duration.ofSeconds(40), 1, 4, false, 2);
        SimulatedFleet.Outcome cut = run(new SimulatedFleet.Spec(150, limits).on(HostModel.MEASURED.slower(10)));
        assertThat(cut.report().totals().refuted())
                .as("%s", cut.report().totals())
                .isZero();
        assertThat(cut.report().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    /** A short queue, for it would take ten thousand hops to fill the real one. */
    @Test
    void aBurstEvictsEventsOfASlowReader() throws IOException {
        HostModel reader = new HostModel(800, 550, 30, 15_000, 200);
        SimulatedFleet.Outcome burst = run(reader, true, null, IN_FLIGHT);
        assertThat(burst.evicted()).isPositive();
        assertThat(burst.report().verdict()).isNotEqualTo(Verdict.PASS);
        SimulatedFleet.Outcome paced = run(reader, false, RATE, IN_FLIGHT);
        assertThat(paced.evicted()).isZero();
        assertThat(paced.report().verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void aThawedHostReceivesNoMoreThanBefore() throws IOException {
        int host = NODES - 2;
        SimulatedFleet.Spec awake = spec(10, false, RATE, IN_FLIGHT);
        SimulatedFleet.Spec asleep =
                awake.with(new SimulatedFleet.Frozen(host, Duration.ofMillis(500), Duration.ofSeconds(5)));
        SimulatedFleet.Outcome frozen = run(asleep);
        assertThat(frozen.report().verdict()).as("%s", frozen.report().totals()).isEqualTo(Verdict.PASS);
        int most = run(awake).busiest().get(host);
        assertThat(frozen.busiest().get(host)).isBetween(1, most);
    }

    /** The schedule lasts longer than a hop may take, so the second pass comes after the deadline of what was first due. */
    @Test
    void whatWaitedForTheSecondPassIsInTimeThere() throws IOException {
        SimulatedFleet.Spec slow = spec(10, false, 10, IN_FLIGHT)
                .with(new SimulatedFleet.Frozen(NODES - 2, Duration.ofMillis(500), Duration.ofSeconds(5)));
        SimulatedFleet.Outcome frozen = run(slow);
        Report report = frozen.report();
        assertThat(report.verdict()).as("%s", report.totals()).isEqualTo(Verdict.PASS);
        assertThat(report.totals().firstAttemptOk()).as("%s", report.totals()).isEqualTo(NODES * (NODES - 1));
    }
}
