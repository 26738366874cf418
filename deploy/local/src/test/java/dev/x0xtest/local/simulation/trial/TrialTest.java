package dev.x0xtest.local.simulation.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.local.simulation.trial.draw.FaultClass;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/**
 * Many fleets with faults of every kind at a time: whatever happens, nothing false is said. {@code -Dsim.seed=N} repeats one;
 * {@code -Dsim.seeds=N} runs so many; {@code -Dsim.minutes=N} runs as many as fit, each day others, as {@code mvn -Pnightly}
 * does.
 */
class TrialTest {
    private static final long MINUTES = Long.getLong("sim.minutes", 0);
    private static final boolean ONE = System.getProperty("sim.seed") != null && MINUTES == 0;
    private static final long FIRST = Long.getLong("sim.seed", MINUTES > 0 ? ofToday() : 1);
    private static final int SEEDS = Integer.getInteger("sim.seeds", ONE ? 1 : 1_000);
    /** Of fewer fleets not every kind of fault can be asked for. */
    private static final int ENOUGH = 1_000;

    @Test
    void nothingFalseIsSaidWhateverHappens() throws InterruptedException, ExecutionException {
        Trials trials = MINUTES > 0 ? Trials.of(FIRST, Duration.ofMinutes(MINUTES)) : Trials.of(FIRST, SEEDS);
        System.out.println("seeds " + FIRST + " to " + trials.last() + ": " + trials.census());
        assertThat(trials.failures()).isEmpty();
        if (trials.last() - FIRST + 1 >= ENOUGH) {
            everythingOccurred(trials.census());
        }
    }

    private static long ofToday() {
        return 1_000_000 * LocalDate.now(ZoneOffset.UTC).toEpochDay();
    }

    /** A runner that had been told to go, and had not heard it, was asked for its report. */
    @Test
    void aReportOfAnArmedRunnerMakesNoHopLate() {
        assertThat(Trial.of(587).violations()).isEmpty();
    }

    /** The coordinator was killed, and its keys with it: the next process has other payloads than those under way. */
    @Test
    void lostKeysMakeNoHopCorrupt() {
        assertThat(Trial.of(937).violations()).isEmpty();
    }

    private static void everythingOccurred(Census census) {
        for (FaultClass one : FaultClass.values()) {
            assertThat(census.share(one)).as("%s", one).isGreaterThanOrEqualTo(0.05);
        }
        assertThat(census.lines().keySet())
                .containsExactly(
                        "01 UNOBSERVED, contradiction",
                        "02 UNOBSERVED, sender's record missing",
                        "03 UNOBSERVED, unverified",
                        "04 LATE",
                        "04a UNOBSERVED, untimed",
                        "05 WRONG_PLANE",
                        "06 PROVEN",
                        "07 UNACKED",
                        "08 CORRUPT",
                        "09 IMPOSTOR",
                        "10 NOT_RUN",
                        "11 REFUSED",
                        "12 MISSING",
                        "13 UNOBSERVED");
        assertThat(census.verdicts()).containsKeys("PASS", "FAIL", "INCONCLUSIVE");
        assertThat(census.laterEpochs()).isPositive();
    }
}
