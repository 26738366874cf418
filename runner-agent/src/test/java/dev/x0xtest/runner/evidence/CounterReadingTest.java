package dev.x0xtest.runner.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.wire.json.WireJson;
import dev.x0xtest.wire.plan.Evidence;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CounterReadingTest {
    private static final long SECOND = 1_000_000_000L;

    private static Daemon.Health up(long secs) {
        return new Daemon.Health("0.48.1", 5, 5, secs, "healthy");
    }

    private static CounterReading reading(long received, long lost, @Nullable Long uptime, long atSecs) {
        ObjectNode body = WireJson.object();
        body.putObject("stats").put("incoming_envelopes_total", received);
        return CounterReading.of(
                new Daemon.DmDiagnostics(0, received, body),
                uptime == null ? null : up(uptime),
                new CounterReading.Links(0L, 0L, lost),
                atSecs * SECOND);
    }

    @Test
    void everyCounterIsWhereTheRealDaemonHasIt() {
        ObjectNode dm = (ObjectNode) Recorded.body("diagnostics dm");
        CounterReading reading = CounterReading.of(
                new Daemon.DmDiagnostics(0, 0, dm),
                up(120),
                CounterReading.Links.of(Recorded.answer("diagnostics connectivity")),
                0);
        assertThat(reading.counters()).hasNoNullFieldsOrProperties();
        assertThat(reading.counters().received())
                .isEqualTo(dm.path("stats").path("incoming_envelopes_total").asLong())
                .isPositive();
        assertThat(reading.counters().sent())
                .isEqualTo(dm.path("stats").path("outgoing_send_total").asLong())
                .isPositive();
        assertThat(reading.counters().lostPackets()).as("2 + 0 + …").isGreaterThanOrEqualTo(2);
    }

    @Test
    void whatWasNotReadIsUnknownAndNeverZero() {
        CounterReading nothing = CounterReading.of(null, null, CounterReading.Links.UNKNOWN, 0);
        assertThat(nothing.counters()).hasAllNullFieldsOrProperties();
        assertThat(nothing.known()).isNull();
        ObjectNode odd = WireJson.object();
        odd.putObject("stats").put("incoming_envelopes_total", "7").put("outgoing_send_total", -1);
        CounterReading strange = CounterReading.of(
                new Daemon.DmDiagnostics(0, 0, odd),
                null,
                CounterReading.Links.of(new Daemon.Response(200, WireJson.object())),
                0);
        assertThat(strange.known()).isNull();
    }

    @Test
    void aDaemonWithoutConnectionsHasLostNoPackets() {
        ObjectNode body = WireJson.object();
        body.putArray("per_peer_transport");
        assertThat(CounterReading.Links.of(new Daemon.Response(200, body)).lostPackets())
                .isZero();
    }

    @Test
    void theReportCountsSinceTheArming() {
        Evidence.Counters since = reading(150, 9, 60L, 10).since(reading(100, 2, 50L, 0));
        assertThat(since.received()).isEqualTo(50);
        assertThat(since.lostPackets()).isEqualTo(7);
        assertThat(since.uptimeS()).as("always since its start").isEqualTo(60);
        assertThat(since.sent()).as("unknown then and now").isNull();
    }

    @Test
    void aCounterThatWentBackIsUnknown() {
        Evidence.Counters since = reading(150, 1, 60L, 10).since(reading(100, 2, 50L, 0));
        assertThat(since.received()).isEqualTo(50);
        assertThat(since.lostPackets()).isNull();
    }

    @Test
    void afterARestartOfTheDaemonNothingIsCounted() {
        Evidence.Counters since = reading(150, 9, 4L, 10).since(reading(100, 2, 50L, 0));
        assertThat(since.received()).isNull();
        assertThat(since.lostPackets()).isNull();
        assertThat(since.uptimeS()).isEqualTo(4);
        assertThat(reading(150, 9, 60L, 300).since(reading(100, 2, 50L, 0)).received())
                .as("more than before, and yet less than the time that passed")
                .isNull();
        assertThat(reading(150, 9, null, 10).since(reading(100, 2, 50L, 0)).received())
                .as("an unknown uptime says nothing")
                .isEqualTo(50);
    }
}
