package dev.x0xtest.coordinator.command.options;

import dev.x0xtest.coordinator.formats.ReportFormat;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The files of a report by their forms. Not in {@link OutputOptions}: picocli loads all types of its methods. */
final class ReportFiles {
    private ReportFiles() {}

    /** Those that are given; null: none. */
    static Map<ReportFormat, String> of(
            @Nullable String json, @Nullable String junit, @Nullable String csv, @Nullable String markdown) {
        Map<ReportFormat, String> files = new EnumMap<>(ReportFormat.class);
        put(ReportFormat.JSON, json, files);
        put(ReportFormat.JUNIT, junit, files);
        put(ReportFormat.CSV, csv, files);
        put(ReportFormat.MARKDOWN, markdown, files);
        return files;
    }

    private static void put(ReportFormat format, @Nullable String file, Map<ReportFormat, String> files) {
        if (file != null) {
            files.put(format, file);
        }
    }
}
