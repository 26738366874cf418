package dev.x0xtest.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** Tests which levels the coordinator logs, and the form of a line. */
class CoordinatorLoggingTest {
    private final LoggerContext context = new LoggerContext();

    private Level levelOf(String logger) {
        return context.getLogger(logger).getEffectiveLevel();
    }

    @ParameterizedTest
    @CsvSource(
            value = {"null, WARN, ERROR", "'', WARN, ERROR", "INFO, INFO, INFO", "nonsense, WARN, ERROR"},
            nullValues = "null")
    void aPersonSeesWarningsAndAskedForMore(String asked, String rest, String connections) {
        CoordinatorLogging.configure(context, asked);
        assertThat(levelOf("dev.x0xtest")).isEqualTo(Level.valueOf(rest));
        assertThat(levelOf("dev.x0xtest.daemon.stream.ConnectionLifecycle")).isEqualTo(Level.valueOf(connections));
    }

    @Test
    void logbackFindsIt() {
        LoggerContext found = (LoggerContext) LoggerFactory.getILoggerFactory();
        assertThat(found.getLogger("ROOT").getAppender("stderr")).isNotNull();
    }

    @Test
    void aLineNamesTheErrorAndItsCauseInFewLines() {
        Throwable failure = new IllegalStateException("above", new IllegalArgumentException("below"));
        LoggingEvent event = new LoggingEvent(
                "", context.getLogger("dev.x0xtest.Some"), Level.WARN, "what {}", failure, new Object[] {"happened"});
        event.setTimeStamp(0);
        String line = new CoordinatorLogging.Line().doLayout(event);
        assertThat(line).matches("(?s)\\d\\d:\\d\\d:00\\.000 WARN  Some what happened\n.*below.*above.*\n");
        assertThat(line.lines()).hasSizeLessThanOrEqualTo(5);
    }
}
