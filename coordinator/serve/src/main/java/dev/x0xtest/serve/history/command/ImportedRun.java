package dev.x0xtest.serve.history.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.cli.files.FileErrors;
import dev.x0xtest.cli.files.UserDirectories;
import dev.x0xtest.coordinator.causes.Causes;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.format.ReportReader;
import dev.x0xtest.coordinator.runs.RunDirectory;
import dev.x0xtest.serve.history.record.KeptRun;
import dev.x0xtest.serve.history.record.RunFigures;
import dev.x0xtest.serve.model.EndedRun;
import dev.x0xtest.serve.model.RunKind;
import dev.x0xtest.serve.model.Scope;
import dev.x0xtest.wire.NetworkName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** A run of the one-shot command, as a history keeps it. */
final class ImportedRun {
    private static final long MOST_BYTES = 1_000_000_000;

    private ImportedRun() {}

    /** Reads it. Throws {@link EnvironmentException} in one line. */
    static KeptRun of(String run, NetworkName network) {
        Path file = Path.of(run);
        if (Files.isRegularFile(file) && !file.getFileName().toString().endsWith(".jsonl")) {
            return report(file, network);
        }
        Path journal = RunDirectory.journal(run, UserDirectories.of(System.getenv()));
        Report report = RunDirectory.report(journal);
        NetworkName named = RunDirectory.head(journal).config().network();
        String started = report.origin() == null ? "" : report.origin().startedAt();
        return kept(run, report, started, named == null ? network : named);
    }

    private static KeptRun report(Path file, NetworkName network) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new EnvironmentException(file + " is longer than a report can be", null);
            }
            JsonNode json = new ObjectMapper().readTree(file.toFile());
            return kept(
                    file.toString(),
                    ReportReader.of(json),
                    json.path("started_at").asText(),
                    network);
        } catch (IllegalArgumentException e) {
            throw new EnvironmentException("cannot read the report " + file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new EnvironmentException("cannot read the report " + file + ": " + FileErrors.reason(e), e);
        }
    }

    private static KeptRun kept(String run, Report report, String startedAt, NetworkName network) {
        long started;
        try {
            started = Instant.parse(startedAt).toEpochMilli();
        } catch (DateTimeParseException e) {
            throw new EnvironmentException(
                    run + " does not say when it was started, so it has no place in a history", e);
        }
        return RunFigures.of(new EndedRun(
                new Scope(network, report.plane()),
                RunKind.IMPORTED,
                "",
                started,
                started + report.timing().totalMs(),
                report,
                Causes.NONE));
    }
}
