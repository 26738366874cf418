package dev.x0xtest.runner.service;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.x0xtest.runner.rig.Commands;
import dev.x0xtest.runner.rig.RunnerRig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Tests the line that a whole runner logs once a minute. */
class MinuteLogTest {
    @TempDir
    private Path locks = Path.of("");

    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.x0xtest.runner.RunnerCore");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        logger.setLevel(Level.INFO);
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(lines);
    }

    private List<String> said() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void whatHappenedIsSaidOnceAndThenNothing() {
        RunnerRig rig = RunnerRig.running(locks);
        rig.advance(Duration.ofSeconds(60));
        lines.list.clear();
        rig.command(RunnerRig.COORDINATOR, Commands.discover("d"));
        rig.reattach();
        rig.advance(Duration.ofSeconds(60));
        assertThat(said()).containsExactly("last 60 s: commands=1 results_sent=1 stream_gaps=1");
        rig.advance(Duration.ofMinutes(10));
        assertThat(said()).hasSize(1);
    }

    @Test
    void minutesThatWereMissedAreOneLine() {
        RunnerRig rig = RunnerRig.running(locks);
        rig.command(RunnerRig.COORDINATOR, Commands.discover("d"));
        lines.list.clear();
        rig.standStill(Duration.ofMinutes(10));
        assertThat(said()).containsExactly("last 60 s: commands=1 results_sent=2");
    }
}
