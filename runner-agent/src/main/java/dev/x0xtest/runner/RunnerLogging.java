package dev.x0xtest.runner;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.LayoutBase;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import dev.x0xtest.cli.UsageException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs to standard output without a time stamp, which the systemd journal adds; under systemd each line starts with its
 * priority. It is configured in code, because as a subcommand the runner shares its class path with a program that logs
 * differently.
 */
final class RunnerLogging {
    private RunnerLogging() {}

    static void install(String level) {
        Level threshold = level(level);
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            return; // another logging provider is in use and has its own configuration
        }
        context.reset();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setLayout(new LineLayout(System.getenv("JOURNAL_STREAM") != null));
        encoder.setCharset(StandardCharsets.UTF_8); // what our System.out takes, whatever the locale is
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setEncoder(encoder);
        encoder.start();
        console.start();
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(console);
        context.getLogger("dev.x0xtest").setLevel(threshold);
    }

    /** Runs a task whose log nobody needs. */
    static void silenced(Runnable task) {
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            task.run();
            return;
        }
        ch.qos.logback.classic.Logger ours = context.getLogger("dev.x0xtest");
        Level threshold = ours.getLevel();
        ours.setLevel(Level.OFF);
        try {
            task.run();
        } finally {
            ours.setLevel(threshold);
        }
    }

    private static Level level(String name) {
        return switch (name.strip().toUpperCase(Locale.ROOT)) {
            case "ERROR", "CRITICAL" -> Level.ERROR;
            case "WARN", "WARNING" -> Level.WARN;
            case "INFO" -> Level.INFO;
            case "DEBUG" -> Level.DEBUG;
            case "TRACE" -> Level.TRACE;
            default ->
                throw new UsageException("--log-level: '" + name + "' is none of ERROR, WARN, INFO, DEBUG, TRACE");
        };
    }

    /** Formats {@code LEVEL message key=value}. */
    static final class LineLayout extends LayoutBase<ILoggingEvent> {
        private final boolean journal;

        LineLayout(boolean journal) {
            this.journal = journal;
            start();
        }

        @Override
        public String doLayout(ILoggingEvent event) {
            String stack =
                    event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
            return prefix(event.getLevel()) + event.getLevel() + " " + event.getFormattedMessage() + "\n" + stack;
        }

        private String prefix(Level level) {
            if (!journal) {
                return "";
            }
            return level.isGreaterOrEqual(Level.ERROR)
                    ? "<3>"
                    : level.isGreaterOrEqual(Level.WARN) ? "<4>" : level.isGreaterOrEqual(Level.INFO) ? "<6>" : "<7>";
        }
    }
}
