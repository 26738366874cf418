package dev.x0xtest.coordinator.run.plans.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.coordinator.run.simulated.SimulatedFleet;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.wire.Plane;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static RunConfig.Limits limits(@Nullable Integer rate, @Nullable Integer fleetRate, boolean adaptive) {
        RunConfig.Limits base = SimulatedFleet.limits(Plane.RAW);
        return SimulatedFleet.paced(base, base.deadline(), rate, fleetRate, adaptive);
    }

    @Test
    void theRateIsTheHostsHoweverManyThereAre() {
        for (int nodes : new int[] {2, 100, 1_000}) {
            assertThat(Pace.of(limits(50, null, true), nodes, 10)).isEqualTo(new Pace(4, 80));
        }
    }

    @Test
    void asManyHopsMayWaitAsTheRoundTripDemands() {
        assertThat(Pace.of(limits(50, null, true), 6, 100)).isEqualTo(new Pace(10, 200));
        assertThat(Pace.of(limits(50, null, true), 6, 640)).isEqualTo(new Pace(64, 1_280));
        assertThat(Pace.of(limits(50, null, true), 6, 0)).isEqualTo(new Pace(4, 80));
    }

    @Test
    void whereThatIsTooManyTheRateFalls() {
        Pace pace = Pace.of(limits(100, null, true), 6, 800);
        assertThat(pace.inFlight()).isEqualTo(64);
        assertThat(pace.perSecond()).isCloseTo(80, Offset.offset(0.2));
    }

    @Test
    void theFleetsRateBoundsAllTogether() {
        assertThat(Pace.of(limits(50, 2_000, false), 100, 500)).isEqualTo(new Pace(4, 200));
        assertThat(Pace.of(limits(50, 2_000, false), 6, 500)).isEqualTo(new Pace(4, 80));
    }

    @Test
    void ofASparseRunAsManyHopsASecondLeaveAHost() {
        Pace full = Pace.of(limits(50, null, false), 60, 500);
        assertThat(full.thinned(8, 59)).isEqualTo(new Pace(4, 80 * 8 / 59));
        // 8 hops in the rounds of 59.
        assertThat(59.0 / 4 * full.thinned(8, 59).slotMs() / 1_000).isCloseTo(8 / 50.0, Offset.offset(0.02));
        assertThat(full.thinned(59, 59)).isEqualTo(full);
        assertThat(full.thinned(1, 1_999).slotMs()).isEqualTo(1);
    }

    @Test
    void byHandItIsWhatAPersonSaid() {
        assertThat(Pace.of(limits(50, null, false), 6, 500)).isEqualTo(new Pace(4, 80));
    }

    @Test
    void anOlderJournalHasTheFleetsRateOfThen() {
        assertThat(Pace.of(limits(null, null, false), 100, 500)).isEqualTo(new Pace(4, 200));
        assertThat(Pace.of(limits(null, null, false), 2, 500)).isEqualTo(new Pace(4, 4));
    }

    @Test
    void theBoundsOfARateAreBoundsOfASlot() {
        assertThat(Pace.of(limits(1_000, null, false), 6, 0).slotMs()).isEqualTo(4);
        assertThat(Pace.of(limits(1, null, false), 6, 0).slotMs()).isEqualTo(4_000);
    }
}
