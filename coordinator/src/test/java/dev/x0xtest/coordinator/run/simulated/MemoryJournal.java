package dev.x0xtest.coordinator.run.simulated;

import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.run.RunState;
import dev.x0xtest.coordinator.run.drive.Journal;
import dev.x0xtest.coordinator.run.plans.ColumnKeys;
import dev.x0xtest.coordinator.run.terms.Payloads;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.coordinator.run.terms.RunEffect;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A journal in memory that a test can replay. */
public class MemoryJournal implements Journal {
    private record Line(RunEvent event, long atNanos) {}

    private final List<Line> lines = new ArrayList<>();
    private final Map<String, String> digests = new HashMap<>();

    @Override
    public void append(RunEvent event, long nowNanos) {
        lines.add(new Line(event, nowNanos));
    }

    @Override
    public void payload(String requestId, String sha256) {
        digests.put(requestId, sha256);
    }

    @Override
    public void close() {}

    public void copyTo(Journal other) {
        digests.forEach(other::payload);
        lines.forEach(line -> other.append(line.event(), line.atNanos()));
    }

    public Report replay(RunConfig config) {
        RunState state = new RunState(
                config,
                new Payloads() {
                    @Override
                    public byte[] payload(String requestId) {
                        return new byte[config.limits().payloadBytes()];
                    }

                    @Override
                    public String sha256(String requestId) {
                        return digests.getOrDefault(requestId, "");
                    }
                },
                ColumnKeys.none());
        for (Line line : lines) {
            for (RunEffect effect : state.on(line.event(), line.atNanos())) {
                if (effect instanceof RunEffect.Finished finished) {
                    return finished.report();
                }
            }
        }
        throw new AssertionError("the journal ends before the run");
    }
}
