package dev.x0xtest.coordinator.matrix;

import dev.x0xtest.cli.files.FileErrors;
import dev.x0xtest.coordinator.formats.GithubText;
import dev.x0xtest.coordinator.formats.ReportFormat;
import dev.x0xtest.coordinator.formats.ReportForms;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job on GitHub: annotations in its log, and Markdown at the end of its summary.
 *
 * @param summary the file that {@code GITHUB_STEP_SUMMARY} names; null: there is none
 */
public record GithubJob(@Nullable Path summary) {
    /** The job that this process is a step of, by its environment. */
    public static GithubJob here() {
        String summary = System.getenv("GITHUB_STEP_SUMMARY");
        return new GithubJob(summary == null || summary.isEmpty() ? null : Path.of(summary));
    }

    /** Lines that the runner of a job does not take for commands, whatever daemons say in them. */
    static List<String> inert(List<String> lines) {
        return lines.stream().map(GithubText::inert).toList();
    }

    /** Prints the annotations and appends to the summary. False: it cannot be written, which {@code err} has been told. */
    boolean show(ReportForms forms, PrintWriter log, PrintWriter err) {
        try {
            forms.write(ReportFormat.GITHUB, log);
            log.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("a PrintWriter does not fail", e);
        }
        return append(writer -> forms.write(ReportFormat.MARKDOWN, writer), err);
    }

    /** Something that is written to the summary. */
    public interface Content {
        void writeTo(Writer out) throws IOException;
    }

    /** Appends to the summary, which other steps of the job may have begun. False: it cannot be written. */
    public boolean append(Content content, PrintWriter err) {
        if (summary == null) {
            return true;
        }
        try (BufferedWriter out = Files.newBufferedWriter(
                summary, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            content.writeTo(out);
            return true;
        } catch (IOException e) {
            err.println("x0xtest: cannot write " + summary + ": " + FileErrors.reason(e));
            err.flush();
            return false;
        }
    }
}
