package dev.x0xtest.runner.links;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.runner.rig.RunnerRig;
import dev.x0xtest.testkit.FakeDaemon;
import dev.x0xtest.wire.json.WireJson;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinkWatchTest {
    private final MockTicker ticker = Ticker.newMockTicker();
    private final EmbeddedChannel channel =
            EmbeddedChannel.builder().ticker(ticker).build();
    private final FakeDaemon daemon = new FakeDaemon(RunnerRig.SELF);
    private final LinkLog log = new LinkLog();
    private boolean busy;
    private final LinkWatch watch = new LinkWatch(daemon, channel.eventLoop(), log, () -> busy);

    @BeforeEach
    void start() {
        var answer = WireJson.object().put("uptime_s", 7);
        answer.putArray("per_peer_transport");
        daemon.onCall = call -> CompletableFuture.completedFuture(new Daemon.Response(200, answer));
        watch.start();
    }

    private void pass(Duration time) {
        for (long second = 0; second < time.toSeconds(); second++) {
            ticker.advance(1, TimeUnit.SECONDS);
            channel.runScheduledPendingTasks();
        }
    }

    @Test
    void itLooksThreeTimesAMinute() {
        pass(LinkWatch.FIRST.minusSeconds(1));
        assertThat(daemon.calls).isEmpty();
        pass(Duration.ofSeconds(61));
        assertThat(daemon.calls).hasSize(4).containsOnly("GET /diagnostics/connectivity");
        assertThat(log.links(0)).isNotNull();
    }

    @Test
    void aLookIsPutOffOnceWhileARunSends() {
        busy = true;
        pass(LinkWatch.FIRST.plusSeconds(1));
        assertThat(daemon.calls).isEmpty();
        pass(LinkWatch.BETWEEN);
        assertThat(daemon.calls).hasSize(1);
        pass(LinkWatch.BETWEEN);
        assertThat(daemon.calls).hasSize(1);
        busy = false;
        pass(LinkWatch.BETWEEN);
        assertThat(daemon.calls).hasSize(2);
    }

    @Test
    void aDaemonThatHangsIsAskedOnceAndOneThatFailsAgain() {
        CompletableFuture<Daemon.Response> hanging = new CompletableFuture<>();
        daemon.onCall = call -> hanging;
        pass(Duration.ofMinutes(1));
        assertThat(daemon.calls).hasSize(1);
        hanging.completeExceptionally(FakeDaemon.disconnected());
        pass(LinkWatch.BETWEEN);
        assertThat(daemon.calls).hasSize(2);
        assertThat(log.links(0)).isNull();
    }

    @Test
    void itEnds() {
        watch.close();
        pass(Duration.ofMinutes(1));
        assertThat(daemon.calls).isEmpty();
    }
}
