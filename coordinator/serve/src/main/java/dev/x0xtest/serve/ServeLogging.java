package dev.x0xtest.serve;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** The daemon tells what it does, unless {@code X0XTEST_LOG} asks for something else. */
final class ServeLogging {
    private ServeLogging() {}

    static void install(Map<String, String> environment) {
        if (environment.getOrDefault("X0XTEST_LOG", "").isEmpty()
                && LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLogger("dev.x0xtest.serve").setLevel(Level.INFO);
        }
    }
}
