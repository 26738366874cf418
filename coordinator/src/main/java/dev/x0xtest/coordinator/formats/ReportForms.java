package dev.x0xtest.coordinator.formats;

import dev.x0xtest.cli.terminal.Console;
import dev.x0xtest.coordinator.causes.Judged;
import dev.x0xtest.coordinator.metrics.MetricsText;
import dev.x0xtest.coordinator.picture.PngPicture;
import dev.x0xtest.coordinator.picture.Sheet;
import dev.x0xtest.coordinator.picture.SvgPicture;
import dev.x0xtest.coordinator.picture.page.HtmlPage;
import dev.x0xtest.coordinator.render.ReportText;
import dev.x0xtest.coordinator.report.format.JunitXml;
import dev.x0xtest.coordinator.report.format.ReportJson;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/**
 * One report in its forms. What all pictures need is found once: at a thousand nodes that takes half a minute. A switch,
 * because lambdas of an enum are all linked with its first use. Confined to one thread.
 */
public final class ReportForms {
    private final Judged judged;
    private final Terms terms;
    private @Nullable Sheet sheet;

    /**
     * How a form is written.
     *
     * @param schema of the JSON
     * @param console for which the text is laid out
     * @param rest where a reader finds what does not fit the text
     * @param latency text and Markdown say how long hops take
     */
    public record Terms(ReportJson.Schema schema, Console console, String rest, boolean latency) {}

    /** The forms of this report. */
    public ReportForms(Judged judged, Terms terms) {
        this.judged = judged;
        this.terms = terms;
    }

    /** Writes a form that is text; ends with a line feed. The writer encodes as UTF-8. */
    public void write(ReportFormat format, Writer out) throws IOException {
        switch (format) {
            case TEXT -> lines(ReportText.lines(judged, terms.console(), terms.rest(), terms.latency()), out);
            case JSON -> ReportJson.write(judged, terms.schema(), out);
            case JUNIT -> JunitXml.write(judged.report(), out);
            case CSV -> CsvText.write(judged.report(), out);
            case MARKDOWN -> lines(MarkdownText.lines(judged, terms.latency()), out);
            case PROM -> MetricsText.write(judged, out);
            case HTML -> HtmlPage.write(sheet(), out);
            case SVG -> SvgPicture.write(sheet(), out);
            case PNG -> throw new IllegalStateException("a picture of dots is no text");
            case GITHUB -> lines(GithubText.lines(judged), out);
        }
    }

    /** Writes a form that is {@link ReportFormat#binary}. */
    public void write(ReportFormat format, OutputStream out) throws IOException {
        if (!format.binary()) {
            throw new IllegalStateException(format + " is text");
        }
        PngPicture.write(sheet(), out);
    }

    private Sheet sheet() {
        Sheet known = sheet;
        if (known == null) {
            known = Sheet.of(judged);
            sheet = known;
        }
        return known;
    }

    private static void lines(Iterable<String> lines, Writer out) throws IOException {
        for (String line : lines) {
            out.append(line).append('\n');
        }
    }
}
