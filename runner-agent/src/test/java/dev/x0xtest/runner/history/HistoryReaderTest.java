package dev.x0xtest.runner.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.runner.rig.RunnerRig;
import dev.x0xtest.testkit.FakeDaemon;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.frame.HopFrame;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Tests how much of the history is read, and what a reading that fails still tells. */
class HistoryReaderTest {
    private static final AgentId SENDER = RunnerRig.id('1');
    private static final AgentId OTHER = RunnerRig.id('2');
    private static final long SINCE = 1_000;

    private final MockTicker ticker = Ticker.newMockTicker();
    private final EmbeddedChannel channel =
            EmbeddedChannel.builder().ticker(ticker).build();
    private final FakeDaemon daemon = new FakeDaemon(RunnerRig.SELF);
    private final StoredMessages stored = new StoredMessages();
    private final HistoryReader reader = new HistoryReader(daemon, channel.eventLoop());
    private final List<String> hops = new ArrayList<>();
    private int enough = Integer.MAX_VALUE;

    private static byte[] hop(String id) {
        return new HopFrame(id, "d", "", new byte[0]).encode();
    }

    private CompletableFuture<HistoryReader.Reading> reading(AgentId... authors) {
        return reader.read(List.of(authors), SINCE, (author, hop) -> {
            hops.add(hop.requestId());
            return hops.size() >= enough;
        });
    }

    private HistoryReader.Reading read(AgentId... authors) {
        return reading(authors).join();
    }

    private void store(int messages) {
        daemon.onHistory = stored;
        for (int i = 0; i < messages; i++) {
            stored.from(SENDER, SINCE + i, hop("h" + i));
        }
    }

    @Test
    void itReadsPageByPageBackToBeforeTheRun() {
        stored.from(SENDER, SINCE - 2, hop("older")).from(SENDER, SINCE - 1, hop("old"));
        store(3 * HistoryReader.PAGE_ROWS);
        HistoryReader.Reading reading = read(SENDER);
        assertThat(hops).hasSize(3 * HistoryReader.PAGE_ROWS).doesNotContain("old", "older");
        assertThat(daemon.historyReads).hasSize(4);
        assertThat(reading.whole()).containsExactly(SENDER);
        assertThat(reading.trouble()).isNull();
    }

    @Test
    void itStopsWhenNothingIsMissingAnyMore() {
        store(3 * HistoryReader.PAGE_ROWS);
        enough = 5;
        assertThat(read(SENDER).trouble()).isNull();
        assertThat(hops).hasSize(5);
        assertThat(daemon.historyReads).hasSize(1);
    }

    @Test
    void onlyWhatTheAuthorSentIsTaken() {
        store(1);
        stored.add(RunnerRig.SELF, false, SINCE, hop("mine")).from(OTHER, SINCE, hop("strange"));
        stored.from(SENDER, SINCE, "x0xtest|hop|".getBytes(StandardCharsets.UTF_8))
                .from(SENDER, SINCE, new byte[3]);
        read(SENDER);
        assertThat(hops).containsExactly("h0");
    }

    /** A daemon that deletes old messages, or hides those of its author, shows nothing older. */
    @Test
    void aHistoryThatDoesNotReachBackIsNotWhole() {
        stored.add(RunnerRig.SELF, false, SINCE - 1, hop("mine"));
        store(2);
        assertThat(read(SENDER, OTHER).whole()).isEmpty();
        assertThat(hops).contains("h0", "h1");
    }

    @Test
    void aRowThatCannotBeReadMakesItNotWhole() {
        stored.from(SENDER, SINCE - 1, hop("old"));
        store(1);
        stored.unreadable = 1;
        assertThat(read(SENDER).whole()).isEmpty();
        assertThat(hops).containsExactly("h0");
    }

    @Test
    void theNumberOfPagesIsBounded() {
        store((HistoryReader.MOST_PAGES + 10) * HistoryReader.PAGE_ROWS);
        HistoryReader.Reading reading = read(SENDER, OTHER);
        assertThat(daemon.historyReads).hasSize(HistoryReader.MOST_PAGES);
        assertThat(reading.rows()).isEqualTo(HistoryReader.MOST_PAGES * HistoryReader.PAGE_ROWS);
        assertThat(reading.trouble()).contains("200 pages");
        assertThat(reading.whole()).isEmpty();
    }

    @Test
    void pagesThatDoNotGoOnEndIt() {
        daemon.onHistory =
                (peer, before) -> CompletableFuture.completedFuture(new Daemon.HistoryPage(List.of(), 7L, 0));
        assertThat(read(SENDER).trouble()).contains("do not go on");
        assertThat(daemon.historyReads).hasSize(2);
    }

    @Test
    void anErrorKeepsWhatWasReadBefore() {
        store(2);
        daemon.onHistory = (peer, before) -> peer.equals(SENDER)
                ? stored.apply(peer, before)
                : CompletableFuture.failedFuture(FakeDaemon.disconnected());
        HistoryReader.Reading reading = read(SENDER, OTHER, RunnerRig.id('3'));
        assertThat(hops).hasSize(2);
        assertThat(reading.trouble()).contains("connection refused");
        assertThat(daemon.historyReads).as("asks no more").containsExactly(SENDER, SENDER, OTHER);
    }

    @Test
    void aDaemonThatDoesNotAnswerCostsFourSeconds() {
        CompletableFuture<Daemon.HistoryPage> silent = new CompletableFuture<>();
        daemon.onHistory = (peer, before) -> silent;
        CompletableFuture<HistoryReader.Reading> reading = reading(SENDER);
        ticker.advance(3_999, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        assertThat(reading).isNotDone();
        ticker.advance(2, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        assertThat(reading.join().trouble()).contains("4000 ms");
        assertThat(silent).as("its connection is free again").isCancelled();
    }
}
