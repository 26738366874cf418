package dev.x0xtest.cli.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests what systemd receives, on a real datagram socket. */
class ServiceManagerTest {
    private static final long PID = 4242;

    @TempDir
    Path directory;

    private final MockTicker ticker = Ticker.newMockTicker();
    private final EmbeddedChannel channel =
            EmbeddedChannel.builder().ticker(ticker).build();

    @BeforeEach
    void onlyLinuxHasNotifySockets() {
        assumeTrue(Epoll.isAvailable());
    }

    @Test
    void eachStateIsTold() throws IOException {
        try (FakeManager systemd = new FakeManager(path())) {
            ServiceManager manager = ServiceManager.of(Map.of("NOTIFY_SOCKET", path()), PID);
            manager.status("waiting: refused");
            manager.ready("attached");
            manager.stopping("stopping");
            assertThat(systemd.received())
                    .containsExactly(
                            "STATUS=waiting: refused", "READY=1\nSTATUS=attached", "STOPPING=1\nSTATUS=stopping");
        }
    }

    @Test
    void anAbstractSocketIsReachedToo() throws IOException {
        String name = "@x0xtest-" + UUID.randomUUID();
        try (FakeManager systemd = new FakeManager(name)) {
            ServiceManager.of(Map.of("NOTIFY_SOCKET", name), PID).ready("attached");
            assertThat(systemd.received()).containsExactly("READY=1\nSTATUS=attached");
        }
    }

    @Test
    void aStatusIsOneLineAndFitsADatagram() throws IOException {
        try (FakeManager systemd = new FakeManager(path())) {
            ServiceManager manager = ServiceManager.of(Map.of("NOTIFY_SOCKET", path()), PID);
            manager.status("a\r\nREADY=1\nb");
            manager.status("ü".repeat(100_000));
            List<String> received = systemd.received();
            assertThat(received.get(0)).isEqualTo("STATUS=a READY=1 b");
            assertThat(received.get(1)).isEqualTo("STATUS=" + "ü".repeat(1000));
        }
    }

    @Test
    void theWatchdogIsFedAtHalfItsTimeByTheLoopAndOnlyByIt() throws IOException {
        try (FakeManager systemd = new FakeManager(path())) {
            feed("WATCHDOG_USEC", "30000000", "WATCHDOG_PID", "4242");
            channel.runPendingTasks();
            assertThat(systemd.received()).containsExactly("WATCHDOG=1");
            advance(14_999);
            assertThat(systemd.received()).isEmpty();
            advance(1);
            assertThat(systemd.received()).containsExactly("WATCHDOG=1");
            ticker.advance(30, TimeUnit.SECONDS); // the event loop does not run, so nothing feeds the watchdog
            assertThat(systemd.received()).isEmpty();
            channel.runScheduledPendingTasks();
            assertThat(systemd.received()).as("what was missed is skipped").containsExactly("WATCHDOG=1");
        }
    }

    @Test
    void anotherProcessesWatchdogOrNoneOrNonsenseIsNotFed() throws IOException {
        try (FakeManager systemd = new FakeManager(path())) {
            feed("WATCHDOG_USEC", "2000", "WATCHDOG_PID", "1");
            feed("WATCHDOG_USEC", "often");
            feed("WATCHDOG_USEC", "-5");
            feed();
            advance(60_000);
            assertThat(systemd.received()).isEmpty();
        }
    }

    @Test
    void noSocketNoneOfAKnownKindAndNoneThatListensAreNoTrouble() throws IOException {
        ServiceManager.of(Map.of(), PID).ready("attached");
        ServiceManager.of(Map.of("NOTIFY_SOCKET", ""), PID).ready("attached");
        ServiceManager.of(Map.of("NOTIFY_SOCKET", "vsock:2:1234"), PID).ready("attached");
        ServiceManager late = ServiceManager.of(Map.of("NOTIFY_SOCKET", path()), PID);
        late.ready("attached");
        try (FakeManager systemd = new FakeManager(path())) {
            late.ready("attached");
            assertThat(systemd.received()).hasSize(1);
        }
    }

    @Test
    void aManagerThatDoesNotReadHoldsNobodyUp() throws IOException {
        try (FakeManager systemd = new FakeManager(path())) {
            ServiceManager manager = ServiceManager.of(Map.of("NOTIFY_SOCKET", path()), PID);
            for (int i = 0; i < 10_000; i++) {
                manager.ready("attached");
            }
            assertThat(systemd.received().size()).isBetween(1, 9_999);
            manager.ready("attached");
            assertThat(systemd.received()).hasSize(1);
        }
    }

    private void feed(String... more) {
        Map<String, String> environment = more.length == 0
                ? Map.of("NOTIFY_SOCKET", path())
                : more.length == 2
                        ? Map.of("NOTIFY_SOCKET", path(), more[0], more[1])
                        : Map.of("NOTIFY_SOCKET", path(), more[0], more[1], more[2], more[3]);
        ServiceManager.of(environment, PID).feedFrom(channel.eventLoop());
    }

    private void advance(long millis) {
        ticker.advance(millis, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
    }

    private String path() {
        return directory.resolve("notify").toString();
    }
}
