package dev.x0xtest.serve.history.record;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A node of a run.
 *
 * @param agentId empty: unknown
 * @param measured false for a node that a person had excluded
 * @param facts what the run tells of it, by name, in order
 */
public record Seat(String label, String agentId, boolean measured, Map<String, String> facts) {
    public Seat {
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }
}
