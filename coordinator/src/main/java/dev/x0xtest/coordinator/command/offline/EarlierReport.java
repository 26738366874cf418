package dev.x0xtest.coordinator.command.offline;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.cli.UsageException;
import dev.x0xtest.cli.files.FileErrors;
import dev.x0xtest.cli.files.UserDirectories;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.format.ReportReader;
import dev.x0xtest.coordinator.runs.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The report of an earlier run: from its journal, or from a file that {@code --json} has written. */
final class EarlierReport {
    /** A report of a thousand nodes has half of this. */
    private static final long MOST_BYTES = 1_000_000_000;

    private EarlierReport() {}

    /**
     * Reads it.
     *
     * @param name of the argument, for the message
     * @param run a run, or a file with a report
     * @throws UsageException if it is empty
     * @throws EnvironmentException in one line, if it cannot be read
     */
    static Report of(String name, String run) {
        if (run.isEmpty()) {
            throw new UsageException(name + " is empty");
        }
        Path file = Path.of(run);
        if (Files.isRegularFile(file)) {
            try {
                if (Files.size(file) > MOST_BYTES) {
                    throw new EnvironmentException(file + " is longer than a report can be", null);
                }
                if (startsWithSchema(file)) {
                    return ReportReader.of(new ObjectMapper().readTree(file.toFile()));
                }
            } catch (JsonProcessingException e) {
                throw new EnvironmentException(
                        "cannot read the report " + file + ": line "
                                + (e.getLocation() == null ? 1 : e.getLocation().getLineNr()) + " is no JSON",
                        e);
            } catch (IOException e) {
                throw new EnvironmentException("cannot read the report " + file + ": " + FileErrors.reason(e), e);
            } catch (IllegalArgumentException e) {
                throw new EnvironmentException("cannot read the report " + file + ": " + e.getMessage(), e);
            }
        }
        return RunDirectory.report(RunDirectory.journal(run, UserDirectories.of(System.getenv())));
    }

    /**
     * The files that are read for it, and what each is: no result may overwrite them. Throws as {@link #of} does.
     */
    static Map<Path, String> files(String name, String run) {
        if (run.isEmpty()) {
            throw new UsageException(name + " is empty");
        }
        Path file = Path.of(run);
        Optional<Path> journal = RunDirectory.search(run, UserDirectories.of(System.getenv()));
        Map<Path, String> files = new LinkedHashMap<>();
        journal.ifPresent(
                found -> files.putAll(RunDirectory.files(found.toAbsolutePath().getParent())));
        if (Files.isRegularFile(file)) {
            files.put(file, name + ", which is read");
        }
        return files;
    }

    /** A journal is many JSON documents, a report is one with a schema. */
    private static boolean startsWithSchema(Path file) throws IOException {
        try (JsonParser parser = new ObjectMapper().createParser(file.toFile())) {
            return parser.nextToken() == JsonToken.START_OBJECT && "schema".equals(parser.nextFieldName());
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
