package dev.x0xtest.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import dev.x0xtest.cli.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunnerLoggingTest {
    @Test
    void aLineIsLevelAndMessage() {
        assertThat(line(false, Level.WARN)).isEqualTo("WARN said id=1\n");
    }

    @ParameterizedTest
    @CsvSource({"ERROR, <3>", "WARN, <4>", "INFO, <6>", "DEBUG, <7>", "TRACE, <7>"})
    void theJournalIsToldThePriority(String level, String prefix) {
        assertThat(line(true, Level.valueOf(level))).isEqualTo(prefix + level + " said id=1\n");
    }

    @Test
    void anUnknownLevelIsOneClearLine() {
        assertThatThrownBy(() -> RunnerLogging.install("LOUD"))
                .isInstanceOf(UsageException.class)
                .hasMessage("--log-level: 'LOUD' is none of ERROR, WARN, INFO, DEBUG, TRACE");
    }

    private static String line(boolean journal, Level level) {
        LoggingEvent event =
                new LoggingEvent("", new LoggerContext().getLogger("x"), level, "said id={}", null, new Object[] {1});
        return new RunnerLogging.LineLayout(journal).doLayout(event);
    }
}
