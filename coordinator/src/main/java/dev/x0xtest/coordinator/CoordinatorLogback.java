package dev.x0xtest.coordinator;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Logback as the program itself uses it: set up by {@link CoordinatorLogging} at once. Logback's own way to a configuration
 * looks through every jar three times, which is a tenth of a short run. Named to slf4j by {@code LibrarySettings}.
 */
public final class CoordinatorLogback implements SLF4JServiceProvider {
    private final LoggerContext context = new LoggerContext();
    private final LogbackMDCAdapter diagnostics = new LogbackMDCAdapter();
    private final IMarkerFactory markers = new BasicMarkerFactory();

    /** For slf4j. */
    public CoordinatorLogback() {}

    @Override
    public void initialize() {
        context.setMDCAdapter(diagnostics);
        new CoordinatorLogging().configure(context);
        context.start();
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return context;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return diagnostics;
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0.99"; // as logback's own
    }
}
