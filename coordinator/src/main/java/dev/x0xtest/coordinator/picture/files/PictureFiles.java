package dev.x0xtest.coordinator.picture.files;

import dev.x0xtest.cli.UsageException;
import dev.x0xtest.cli.files.FileErrors;
import dev.x0xtest.cli.files.WholeFile;
import dev.x0xtest.coordinator.picture.PngPicture;
import dev.x0xtest.coordinator.picture.Sheet;
import dev.x0xtest.coordinator.picture.SvgPicture;
import dev.x0xtest.coordinator.picture.page.HtmlPage;
import dev.x0xtest.coordinator.report.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the pictures of a report go.
 *
 * @param html a file for the whole report as a page; null: none
 * @param svg the same for the matrix as SVG
 * @param png the same for the matrix as PNG
 */
public record PictureFiles(
        @Nullable String html,
        @Nullable String svg,
        @Nullable String png) {
    private static final String STDOUT = "-";

    /** The files by their options, in the order in which they are written. */
    public Map<String, String> targets() {
        Map<String, String> targets = new LinkedHashMap<>();
        add(targets, "--html", html);
        add(targets, "--svg", svg);
        add(targets, "--png", png);
        return targets;
    }

    private static void add(Map<String, String> targets, String option, @Nullable String file) {
        if (STDOUT.equals(file)) {
            throw new UsageException(option + " needs a file: a picture cannot go to standard output");
        }
        if (file != null) {
            targets.put(option, file);
        }
    }

    /**
     * Writes the pictures. One that cannot be written does not keep the rest from being written.
     *
     * @param err for a line about each that cannot
     * @return whether all were written
     */
    public boolean write(Report report, PrintWriter err) {
        Sheet sheet = Sheet.of(report);
        boolean page = written(html, file -> WholeFile.write(file, out -> HtmlPage.write(sheet, out)), err);
        boolean vectors = written(svg, file -> WholeFile.write(file, out -> SvgPicture.write(sheet, out)), err);
        boolean dots = written(png, file -> WholeFile.writeBytes(file, out -> PngPicture.write(sheet, out)), err);
        return page && vectors && dots;
    }

    /** Writes one file. */
    private interface Writing {
        void to(Path file) throws IOException;
    }

    private static boolean written(@Nullable String target, Writing writing, PrintWriter err) {
        if (target == null) {
            return true;
        }
        try {
            writing.to(Path.of(target));
            return true;
        } catch (IOException e) {
            err.println("x0xtest: cannot write " + target + ": " + FileErrors.reason(e));
            err.flush();
            return false;
        }
    }
}
