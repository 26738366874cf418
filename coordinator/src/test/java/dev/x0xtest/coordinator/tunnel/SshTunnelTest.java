package dev.x0xtest.coordinator.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.DaemonAddress;
import dev.x0xtest.daemon.TokenSource;
import dev.x0xtest.daemon.rest.RestDaemon;
import dev.x0xtest.daemon.rest.RestOptions;
import dev.x0xtest.daemon.stream.ConnectionLifecycle;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Tests a tunnel through a program that behaves like ssh, and the failures of that program. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class SshTunnelTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final long SEED = 7;

    @TempDir
    private Path directory = Path.of("");

    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger(ConnectionLifecycle.class);

    private @Nullable AppenderBase<ILoggingEvent> appender;
    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private @Nullable HealthServer daemon;
    private @Nullable SshTunnel tunnel;

    @BeforeEach
    void startDaemon() throws IOException {
        daemon = HealthServer.start(200);
    }

    @AfterEach
    void leaveNothing() throws Exception {
        if (tunnel != null) {
            tunnel.close().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        if (daemon != null) {
            daemon.close();
        }
        if (appender != null) {
            LOGGER.detachAppender(appender);
            LOGGER.setLevel(null);
        }
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        for (long pid : calls()) {
            Awaitility.await("ssh " + pid + " has ended").atMost(PATIENCE).until(() -> !alive(pid));
        }
    }

    private SshTunnel tunnel(String host, IntSupplier ports, Duration limit) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path program = Files.writeString(
                directory.resolve("ssh"),
                "#!/bin/sh\nexec '" + java + "' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '" + classes() + "' "
                        + FakeSsh.class.getName() + " '" + directory + "' \"$@\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return tunnel(new SshTarget(program.toString(), host, null, null, List.of()), ports, limit);
    }

    private SshTunnel tunnel(SshTarget target, IntSupplier ports, Duration limit) {
        SshTunnel made = new SshTunnel("nyc", target, daemon().port(), ports, limit, group.next(), new Random(SEED));
        tunnel = made;
        return made;
    }

    private static String classes() {
        return Path.of(FakeSsh.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .toString();
    }

    private HealthServer daemon() {
        HealthServer server = daemon;
        if (server == null) {
            throw new IllegalStateException("no daemon");
        }
        return server;
    }

    private List<Long> calls() throws IOException {
        Path calls = directory.resolve("calls");
        return Files.exists(calls)
                ? Files.readAllLines(calls).stream().map(Long::parseLong).toList()
                : List.of();
    }

    private static boolean alive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static String problem(SshTunnel tunnel) {
        try {
            get(tunnel.start());
            throw new AssertionError("it opened");
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(EnvironmentException.class);
            return String.valueOf(e.getCause().getMessage());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 401})
    void isOpenWhenTheDaemonAnswersThroughIt(int status) throws Exception {
        daemon().close();
        daemon = HealthServer.start(status);
        SshTunnel made = tunnel("forwards", LocalPort::free, PATIENCE);
        DaemonAddress address = get(made.start());
        assertThat(made.isOpen()).isTrue();
        assertThat(address.base().getPort()).isNotEqualTo(daemon().port());
        assertThat(daemon().requests()).isPositive();
        assertThat(calls()).hasSize(1);
    }

    @Test
    void anSshThatIsRefusedIsQuotedAndNotTriedAgain() throws Exception {
        assertThat(problem(tunnel("denied", LocalPort::free, PATIENCE)))
                .isEqualTo("ssh to nyc (denied): root@denied: Permission denied (publickey).");
        assertThat(calls()).hasSize(1);
    }

    @Test
    void anSshThatIsNotThereIsNamed() {
        SshTarget target = new SshTarget("/dev/null/ssh", "host", null, null, List.of());
        assertThat(problem(tunnel(target, LocalPort::free, PATIENCE))).contains("/dev/null/ssh");
    }

    @Test
    void aPortThatSomebodyTookIsExchanged() throws Exception {
        int second = LocalPort.free();
        AtomicInteger asked = new AtomicInteger();
        SshTunnel made = tunnel("taken-once", () -> asked.incrementAndGet() == 1 ? 1 : second, PATIENCE);
        assertThat(get(made.start()).base().getPort()).isEqualTo(second);
        assertThat(calls()).hasSize(2);
    }

    @Test
    void aDaemonThatDoesNotAnswerInTimeIsNamedWithSshsWords() {
        assertThatThrownBy(() -> get(
                        tunnel("deaf", LocalPort::free, Duration.ofSeconds(4)).start()))
                .hasMessageContaining("no x0xd answers behind it at 127.0.0.1:" + daemon().port() + " within 4 s: ")
                .hasMessageContaining("channel 1: open failed: connect failed: Connection refused");
    }

    @Test
    void aStrangerOnOurPortIsNotTakenForTheDaemon() throws Exception {
        assumeThat(Path.of("/proc/net/tcp")).as("only Linux tells who listens").exists();
        try (HealthServer stranger = HealthServer.start(200)) {
            assertThat(problem(tunnel("deaf", stranger::port, Duration.ofSeconds(4))))
                    .contains("within 4 s");
            assertThat(stranger.requests()).as("it answered").isPositive();
        }
    }

    @Test
    void anSshThatIsKilledIsMadeAgainOnTheSamePortAndACallWaitsForIt() throws Exception {
        SshTunnel made = tunnel("forwards", LocalPort::free, PATIENCE);
        DaemonAddress address = get(made.start());
        TokenSource token = new TunnelRoute.Token(TokenSource.literal("t"), made);
        try (Daemon rest = RestDaemon.open(address, token, group.next(), RestOptions.defaults());
                Daemon held = new TunnelledDaemon(rest, made, group.next())) {
            get(held.call("GET", "/health", null));
            ProcessHandle.of(calls().get(0)).orElseThrow().destroyForcibly();
            Awaitility.await().atMost(PATIENCE).until(() -> !made.isOpen());
            assertThatThrownBy(token::current)
                    .isInstanceOf(TokenSource.TokenException.class)
                    .hasMessage("the ssh tunnel to nyc (forwards) is down");
            CompletableFuture<Daemon.Response> answer = held.call("GET", "/health", null);
            assertThat(get(answer).status()).isEqualTo(200);
            assertThat(token.current()).isEqualTo("t");
            assertThat(calls()).hasSize(2);
        }
    }

    /** Collects what the lifecycles log while the test runs. */
    private List<String> logged(Function<String, String> line) {
        List<String> said = new CopyOnWriteArrayList<>();
        appender = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                said.add(line.apply(event.getFormattedMessage()));
            }
        };
        LOGGER.setLevel(Level.DEBUG);
        appender.start();
        LOGGER.addAppender(appender);
        return said;
    }

    @Test
    void everyMoveOfATunnelIsLoggedOnceAndClosingBeforeItsSshEnds() throws Exception {
        List<String> moves = logged(line -> {
            String to = line.replaceAll(".* to=(\\w+) .*", "$1");
            return to + (to.startsWith("CLOS") ? lastIsAlive() ? " up" : " down" : "");
        });
        SshTunnel made = tunnel("forwards", LocalPort::free, PATIENCE);
        get(made.start());
        ProcessHandle.of(calls().get(0)).orElseThrow().destroyForcibly();
        Awaitility.await().atMost(PATIENCE).until(() -> calls().size() == 2 && made.isOpen());
        get(made.close());
        get(made.close());
        assertThat(moves)
                .containsExactly(
                        "CONNECTING", "OPEN", "BACKING_OFF", "CONNECTING", "OPEN", "CLOSING up", "CLOSED down");
    }

    private boolean lastIsAlive() {
        try {
            List<Long> calls = calls();
            return alive(calls.get(calls.size() - 1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aTunnelThatIsClosedBeforeItIsOpenLeavesNothingAndNobodyWaits() throws Exception {
        SshTunnel made = tunnel("deaf", LocalPort::free, PATIENCE);
        CompletableFuture<DaemonAddress> open = made.start();
        Awaitility.await().atMost(PATIENCE).until(() -> !calls().isEmpty());
        get(made.close());
        assertThat(open).isCompletedExceptionally();
        assertThat(alive(calls().get(0))).isFalse();
    }

    @Test
    void aHostThatRefusesUsInTheMiddleIsTriedEveryThirtySeconds() throws Exception {
        List<String> said = logged(Function.identity());
        SshTunnel made = tunnel("denied-later", LocalPort::free, PATIENCE);
        get(made.start());
        ProcessHandle.of(calls().get(0)).orElseThrow().destroyForcibly();
        Awaitility.await().atMost(PATIENCE).until(() -> said.stream().anyMatch(line -> line.contains("(publickey).")));
        assertThat(said)
                .filteredOn(line -> line.contains("(publickey)."))
                .allMatch(line -> line.endsWith("; next attempt in 30000 ms"));
    }

    @Test
    void aCallIsNotHeldForATunnelThatIsClosed() throws Exception {
        SshTunnel made = tunnel("forwards", LocalPort::free, PATIENCE);
        DaemonAddress address = get(made.start());
        try (Daemon rest = RestDaemon.open(address, TokenSource.literal("t"), group.next(), RestOptions.defaults());
                Daemon held = new TunnelledDaemon(rest, made, group.next())) {
            get(made.close());
            assertThatThrownBy(() -> get(held.call("GET", "/health", null)))
                    .hasMessageEndingWith("the ssh tunnel to nyc (forwards) is closed");
        }
    }
}
