package dev.x0xtest.daemon.stream;

import static dev.x0xtest.daemon.stream.ConnectionState.BACKING_OFF;
import static dev.x0xtest.daemon.stream.ConnectionState.CLOSED;
import static dev.x0xtest.daemon.stream.ConnectionState.CLOSING;
import static dev.x0xtest.daemon.stream.ConnectionState.CONNECTING;
import static dev.x0xtest.daemon.stream.ConnectionState.NEW;
import static dev.x0xtest.daemon.stream.ConnectionState.OPEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.x0xtest.daemon.Backoff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

class ConnectionLifecycleTest {

    private static final Map<ConnectionState, Set<ConnectionState>> LEGAL = Map.of(
            NEW, EnumSet.of(CONNECTING, CLOSING),
            CONNECTING, EnumSet.of(OPEN, BACKING_OFF, CLOSING),
            OPEN, EnumSet.of(BACKING_OFF, CLOSING),
            BACKING_OFF, EnumSet.of(CONNECTING, CLOSING),
            CLOSING, EnumSet.of(CLOSED),
            CLOSED, EnumSet.noneOf(ConnectionState.class));

    private static final Map<ConnectionState, List<ConnectionState>> WAY_TO = Map.of(
            NEW, List.of(),
            CONNECTING, List.of(CONNECTING),
            OPEN, List.of(CONNECTING, OPEN),
            BACKING_OFF, List.of(CONNECTING, BACKING_OFF),
            CLOSING, List.of(CLOSING),
            CLOSED, List.of(CLOSING, CLOSED));

    private final List<ConnectionState> told = new ArrayList<>();
    private final ConnectionLifecycle lifecycle = new ConnectionLifecycle(
            "test",
            Backoff.defaults(),
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            new Random(1),
            (state, reason) -> told.add(state));

    @ParameterizedTest
    @EnumSource
    void onlyLegalMovesAreMade(ConnectionState next) {
        for (ConnectionState from : ConnectionState.values()) {
            ConnectionLifecycle one = new ConnectionLifecycle(
                    "test",
                    Backoff.defaults(),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(10),
                    new Random(1),
                    (state, reason) -> {});
            WAY_TO.getOrDefault(from, List.of()).forEach(step -> one.transition(step, 0, "way"));
            if (LEGAL.getOrDefault(from, Set.of()).contains(next)) {
                one.transition(next, 0, "legal");
                assertThat(one.state()).isEqualTo(next);
            } else {
                assertThatThrownBy(() -> one.transition(next, 0, "illegal"))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining(from + " to " + next);
                assertThat(one.state()).isEqualTo(from);
            }
        }
    }

    @Test
    void theListenerHearsTheFirstStateThenOnlyChanges() {
        lifecycle.begin();
        lifecycle.transition(CONNECTING, 0, "start");
        lifecycle.transition(OPEN, 0, "attached");
        lifecycle.failed(ConnectionLifecycle.RetryClass.TRANSIENT, 0, "lost");
        lifecycle.transition(CLOSING, 0, "close");
        lifecycle.transition(CLOSED, 0, "done");
        assertThat(told).containsExactly(NEW, CONNECTING, OPEN, BACKING_OFF, CLOSING, CLOSED);
    }

    @Test
    void nothingFollowsClosed() {
        lifecycle.begin();
        lifecycle.transition(CLOSING, 0, "close");
        lifecycle.transition(CLOSED, 0, "done");
        for (ConnectionState next : ConnectionState.values()) {
            assertThatThrownBy(() -> lifecycle.transition(next, 0, "late")).isInstanceOf(IllegalStateException.class);
        }
        assertThat(told).containsExactly(NEW, CLOSING, CLOSED);
    }

    @Test
    void everyMoveIsLoggedOnceWithItsReason() {
        Logger logger = (Logger) LoggerFactory.getLogger(ConnectionLifecycle.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Level before = logger.getLevel();
        logger.setLevel(Level.DEBUG);
        lines.start();
        logger.addAppender(lines);
        try {
            lifecycle.begin();
            for (String reason : List.of("refused", "refused", "401")) {
                lifecycle.transition(CONNECTING, 0, "try");
                lifecycle.failed(ConnectionLifecycle.RetryClass.AUTH, 0, reason);
            }
            lifecycle.transition(CONNECTING, 0, "try");
            lifecycle.transition(OPEN, 0, "attached");
            lifecycle.transition(CLOSING, 0, "close");
            lifecycle.transition(CLOSED, 0, "done");
        } finally {
            logger.detachAppender(lines);
            logger.setLevel(before);
        }
        assertThat(lines.list.stream().map(line -> line.getLevel() + " " + line.getFormattedMessage()))
                .map(line ->
                        line.replaceAll("(connection=test |failures=\\d |from=\\w+ |; next attempt in 30000 ms)", ""))
                .containsExactly(
                        "INFO to=CONNECTING reason=try",
                        "WARN to=BACKING_OFF reason=refused",
                        "DEBUG to=CONNECTING reason=try",
                        "DEBUG to=BACKING_OFF reason=refused",
                        "DEBUG to=CONNECTING reason=try",
                        "WARN to=BACKING_OFF reason=401",
                        "DEBUG to=CONNECTING reason=try",
                        "INFO to=OPEN reason=attached",
                        "INFO to=CLOSING reason=close",
                        "INFO to=CLOSED reason=done");
    }

    @Test
    void aRefusedTokenIsTriedAgainEveryThirtySecondsAndAReplacedOneAtOnce() {
        lifecycle.transition(CONNECTING, 0, "start");
        assertThat(lifecycle.failed(ConnectionLifecycle.RetryClass.AUTH, 0, "401"))
                .isEqualTo(seconds(30));
        lifecycle.transition(CONNECTING, 0, "again");
        assertThat(lifecycle.failed(ConnectionLifecycle.RetryClass.AUTH, 0, "401"))
                .isEqualTo(seconds(30));
        lifecycle.transition(CONNECTING, 0, "again");
        assertThat(lifecycle.failed(ConnectionLifecycle.RetryClass.TOKEN_REPLACED, 0, "401"))
                .isZero();
    }

    @Test
    void theBackOffStartsAnewOnlyAfterAConnectionHasLived() {
        long grown = 0;
        for (int i = 0; i < 20; i++) {
            grown = Math.max(grown, oneConnection(seconds(9)));
        }
        assertThat(grown).isGreaterThan(seconds(1));
        for (int i = 0; i < 20; i++) {
            assertThat(oneConnection(seconds(10)))
                    .isLessThanOrEqualTo(Duration.ofMillis(200).toNanos());
        }
    }

    private long oneConnection(long livedNanos) {
        lifecycle.transition(CONNECTING, 0, "start");
        lifecycle.transition(OPEN, seconds(100), "attached");
        return lifecycle.failed(ConnectionLifecycle.RetryClass.TRANSIENT, seconds(100) + livedNanos, "lost");
    }

    private static long seconds(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }
}
