package dev.x0xtest.coordinator.causes;

import dev.x0xtest.coordinator.report.Report;
import org.jspecify.annotations.Nullable;

/**
 * A report with its causes, for all forms that it is written in: they are found once, when the first form asks for them. With
 * a thousand nodes that takes seconds. Confined to one thread.
 */
public final class Judged {
    private final Report report;
    private @Nullable Causes causes;

    public Judged(Report report) {
        this.report = report;
    }

    public Report report() {
        return report;
    }

    /** Its causes; found at the first call. */
    public Causes causes() {
        Causes known = causes;
        if (known == null) {
            known = Causes.of(report);
            causes = known;
        }
        return known;
    }
}
