package dev.x0xtest.coordinator.formats;

import dev.x0xtest.cli.terminal.Console;
import dev.x0xtest.coordinator.metrics.MetricsText;
import dev.x0xtest.coordinator.picture.PngPicture;
import dev.x0xtest.coordinator.picture.Sheet;
import dev.x0xtest.coordinator.picture.SvgPicture;
import dev.x0xtest.coordinator.picture.page.HtmlPage;
import dev.x0xtest.coordinator.render.ReportText;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.format.JunitXml;
import dev.x0xtest.coordinator.report.format.ReportJson;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.util.Locale;

/**
 * Each form of a report, and how it is written. A new form is a constant and a line of {@link #write}; an option of {@code
 * OutputOptions} gives it a file. A switch, because lambdas of an enum are all linked with its first use.
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

    /**
     * How a form is written.
     *
     * @param schema of the JSON
     * @param console for which the text is laid out
     * @param rest where a reader finds what does not fit the text
     */
    public record Terms(ReportJson.Schema schema, Console console, String rest) {}

    /** The option that gives it a file. */
    public String option() {
        return this == TEXT ? "--format text" : "--" + name().toLowerCase(Locale.ROOT);
    }

    /** Whether it has bytes and no text, so that it needs a file. */
    public boolean binary() {
        return this == PNG;
    }

    /** Writes a binary form. */
    public void write(Report report, OutputStream out) throws IOException {
        if (!binary()) {
            throw new IllegalStateException(this + " is text");
        }
        PngPicture.write(Sheet.of(report), out);
    }

    /** Writes the report as text; ends with a line feed. The writer encodes as UTF-8. */
    public void write(Report report, Terms terms, Writer out) throws IOException {
        switch (this) {
            case TEXT -> lines(ReportText.lines(report, terms.console(), terms.rest()), out);
            case JSON -> ReportJson.write(report, terms.schema(), out);
            case JUNIT -> JunitXml.write(report, out);
            case CSV -> CsvText.write(report, out);
            case MARKDOWN -> lines(MarkdownText.lines(report), out);
            case PROM -> MetricsText.write(report, out);
            case HTML -> HtmlPage.write(Sheet.of(report), out);
            case SVG -> SvgPicture.write(Sheet.of(report), out);
            case PNG -> throw new IllegalStateException("a picture of dots is no text");
            case GITHUB -> lines(GithubText.lines(report), out);
        }
    }

    private static void lines(Iterable<String> lines, Writer out) throws IOException {
        for (String line : lines) {
            out.append(line).append('\n');
        }
    }
}
