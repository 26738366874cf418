package dev.x0xtest.coordinator.formats;

import java.util.Locale;

/**
 * Each form of a report. A new form is a constant and a line of {@link ReportForms#write}; an option of {@code OutputOptions}
 * gives it a file.
 */
public enum ReportFormat {
    /** What a person reads on a terminal. */
    TEXT,
    JSON,
    JUNIT,
    CSV,
    MARKDOWN,
    /** Metrics for Prometheus. */
    PROM,
    /** The whole report as a page. */
    HTML,
    /** The matrix as a picture. */
    SVG,
    PNG,
    /** Annotations of a job on GitHub. */
    GITHUB;

    /** The option that gives it a file. */
    public String option() {
        return this == TEXT ? "--format text" : "--" + name().toLowerCase(Locale.ROOT);
    }

    /** Whether it has bytes and no text, so that it needs a file. */
    public boolean binary() {
        return this == PNG;
    }
}
