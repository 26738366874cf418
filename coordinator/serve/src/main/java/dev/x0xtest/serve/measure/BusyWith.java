package dev.x0xtest.serve.measure;

import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Report;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The run of another coordinator that keeps runners busy: what they say when they refuse a plan, docs/protocol.md, section
 * Plans.
 *
 * @param run its id
 * @param coordinator agent id
 * @param sinceMs when its plan was stored, ms since 1970 on that runner's clock; null: unknown
 */
public record BusyWith(
        String run, String coordinator, @Nullable Long sinceMs) {
    private static final Pattern SAID = Pattern.compile("busy with run ([0-9a-f]{32}) of coordinator ([0-9a-f]{64})"
            + "(?: since (\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ))?");

    /** What the runners of a run were busy with; empty: they were not. */
    public static Optional<BusyWith> in(Report report) {
        return report.cells().stream()
                .map(CellReport::reason)
                .filter(Objects::nonNull)
                .map(SAID::matcher)
                .filter(Matcher::find)
                .findFirst()
                .map(said -> new BusyWith(said.group(1), said.group(2), ms(said.group(3))));
    }

    private static @Nullable Long ms(@Nullable String since) {
        try {
            return since == null ? null : Long.valueOf(Instant.parse(since).toEpochMilli());
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** For people. */
    public String text() {
        return "the runners were busy with run " + run + " of coordinator " + coordinator;
    }
}
