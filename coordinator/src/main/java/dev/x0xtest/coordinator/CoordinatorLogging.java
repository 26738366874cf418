package dev.x0xtest.coordinator;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.pattern.RootCauseFirstThrowableProxyConverter;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.LayoutBase;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Logs to standard error, since standard output is for results. Code instead of a file of its own, because reading XML
 * costs a start 0.1 s. Logback finds it where {@link CoordinatorLogback} was not named, as in tests.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class CoordinatorLogging extends ContextAwareBase implements Configurator {
    private static final String LEVEL = "X0XTEST_LOG";

    /** For logback. */
    public CoordinatorLogging() {}

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        configure(context, System.getenv(LEVEL));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** {@code level}: of everything; null, empty or unknown: what a person has to see. */
    static void configure(LoggerContext context, @Nullable String level) {
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setLayout(new Line());
        encoder.setCharset(StandardCharsets.UTF_8); // what our System.err takes, whatever the locale is
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setName("stderr");
        console.setTarget("System.err");
        console.setEncoder(encoder);
        encoder.start();
        console.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.toLevel(level, Level.WARN));
        root.addAppender(console);
        // The one line of the error says why the anchor cannot be used, and a run notes what happens to its streams.
        context.getLogger("dev.x0xtest.daemon.stream.ConnectionLifecycle").setLevel(Level.toLevel(level, Level.ERROR));
    }

    /** {@code 12:00:00.000 LEVEL Logger message}; of an error the lines that name it and its causes. */
    static final class Line extends LayoutBase<ILoggingEvent> {
        private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
        private final RootCauseFirstThrowableProxyConverter causes = new RootCauseFirstThrowableProxyConverter();

        Line() {
            causes.setOptionList(List.of("short"));
            causes.start();
            start();
        }

        @Override
        public String doLayout(ILoggingEvent event) {
            String logger = event.getLoggerName();
            // Looked up per line, so that a run without a line does not search every jar for time-zone rules.
            return TIME.format(Instant.ofEpochMilli(event.getTimeStamp()).atZone(ZoneId.systemDefault()))
                    + " "
                    + String.format(Locale.ROOT, "%-5s", event.getLevel())
                    + " "
                    + logger.substring(logger.lastIndexOf('.') + 1)
                    + " "
                    + event.getFormattedMessage()
                    + "\n"
                    + causes.convert(event);
        }
    }
}
