package dev.x0xtest.runner.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.action.Sighting;
import org.junit.jupiter.api.Test;

class SightingLedgerTest {
    private static final long MS = 1_000_000L;
    private static final long KEEP = 1000 * MS;

    private final SightingLedger ledger = new SightingLedger(4, KEEP);

    @Test
    void theAgeIsThatOfTheFirstArrival() {
        assertThat(ledger.record(arrival("h", 'a', "s"), 10 * MS)).isEqualTo(1);
        assertThat(ledger.record(arrival("h", 'a', "s"), 20 * MS)).isEqualTo(2);
        assertThat(ledger.find("h", 50 * MS)).singleElement().satisfies(seen -> {
            assertThat(seen.ageMs()).isEqualTo(40);
            assertThat(seen.count()).isEqualTo(2);
            assertThat(seen.source()).isEqualTo("live");
        });
    }

    @Test
    void theOldestGivesWayAndIsCounted() {
        for (int i = 0; i < 6; i++) {
            ledger.record(arrival("h" + i, 'a', "s"), i);
        }
        assertThat(ledger.has("h1")).isFalse();
        assertThat(ledger.has("h2")).isTrue();
        assertThat(ledger.dropped()).isEqualTo(2);
    }

    @Test
    void whatIsPastItsAgeGoesWithoutBeingCounted() {
        ledger.record(arrival("old", 'a', "s"), 0);
        ledger.record(arrival("new", 'a', "s"), KEEP);
        assertThat(ledger.has("old")).isFalse();
        assertThat(ledger.dropped()).isZero();
    }

    @Test
    void oneIdHasEightVariantsAtMost() {
        for (int i = 0; i < 9; i++) {
            ledger.record(arrival("h", 'a', "s" + i), 0);
        }
        assertThat(ledger.find("h", 0)).hasSize(8).extracting(Sighting::sha256).doesNotContain("s8");
        assertThat(ledger.dropped()).isEqualTo(1);
    }

    @Test
    void aLaterVerifiedArrivalVerifiesTheSighting() {
        ledger.record(unverified("h"), 0);
        assertThat(ledger.find("h", 0))
                .singleElement()
                .satisfies(seen -> assertThat(seen.verified()).isFalse());
        ledger.record(arrival("h", 'a', "s"), 0);
        assertThat(ledger.find("h", 0))
                .singleElement()
                .satisfies(seen -> assertThat(seen.verified()).isTrue());
    }

    private static SightingLedger.Arrival arrival(String id, char sender, String sha256) {
        AgentId agent = new AgentId(String.valueOf(sender).repeat(64));
        return new SightingLedger.Arrival(id, agent, "m", true, null, sha256, 1, "d", false);
    }

    private static SightingLedger.Arrival unverified(String id) {
        return new SightingLedger.Arrival(id, new AgentId("a".repeat(64)), "m", false, null, "s", 1, "d", false);
    }
}
