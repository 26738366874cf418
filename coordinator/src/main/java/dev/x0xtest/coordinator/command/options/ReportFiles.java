package dev.x0xtest.coordinator.command.options;

import dev.x0xtest.coordinator.formats.ReportFormat;
import java.util.EnumMap;
import java.util.Map;

/** The files of a report by their forms. Not in {@link OutputOptions}: picocli loads all types of its methods. */
final class ReportFiles {
    private ReportFiles() {}

    /** The same files, by forms and not by their names. */
    static Map<ReportFormat, String> of(Map<String, String> named) {
        Map<ReportFormat, String> files = new EnumMap<>(ReportFormat.class);
        named.forEach((form, file) -> files.put(ReportFormat.valueOf(form), file));
        return files;
    }
}
