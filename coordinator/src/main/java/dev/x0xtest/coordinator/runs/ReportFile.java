package dev.x0xtest.coordinator.runs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A report that somebody has given in the place of a run. */
final class ReportFile {
    private static final Logger log = LoggerFactory.getLogger(ReportFile.class);
    /** How a report begins, with the first digits of its run's id. */
    private static final Pattern BEGINNING = Pattern.compile(
            "^\\s*\\{\\s*\"schema\"\\s*:\\s*\"x0xtest/report/\\d+\"(?:\\s*,\\s*\"run_id\"\\s*:\\s*\"([0-9a-f]{8}))?");

    private static final int MOST_BYTES = 1_000;

    private ReportFile() {}

    /** What to tell about a report that is taken for a journal, in one line; empty: it is no report. */
    static Optional<String> taken(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            Matcher report = BEGINNING.matcher(new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8));
            if (!report.find()) {
                return Optional.empty();
            }
            String run = report.group(1) == null ? "" : "give " + report.group(1) + ", if it is on this machine; ";
            return Optional.of(file + " is the report of a run, and this command reads the run itself: " + run
                    + "x0xtest diagnose and x0xtest diff read reports");
        } catch (IOException e) {
            log.debug("file={} cannot be read", file, e);
            return Optional.empty();
        }
    }
}
