package dev.x0xtest.serve.model;

import dev.x0xtest.coordinator.causes.Causes;
import dev.x0xtest.coordinator.report.Report;

/**
 * A run that has ended.
 *
 * @param schedule the name of the schedule that asked for it; empty: none did
 * @param startedMs wall clock, ms since 1970
 * @param endedMs the same
 * @param causes of the report, found once
 */
public record EndedRun(
        Scope scope, RunKind kind, String schedule, long startedMs, long endedMs, Report report, Causes causes) {
    /** 32 hexadecimal characters. */
    public String runId() {
        return report.runId();
    }
}
