package dev.x0xtest.coordinator.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When, where and how a run was started.
 *
 * @param startedAt by the coordinator's wall clock, UTC, in ISO 8601 with milliseconds
 * @param version of the coordinator, with its commit where that is known
 * @param host the name of the coordinator's host; empty: unknown
 * @param commandLine as typed, without the values of secrets; empty: unknown
 * @param options every option and its value, wherever it came from; no secret is among them
 * @param unusableAnchors preferred anchors that could not be used, by label, with the reason in one line; in the journals
 *     of earlier builds there are none
 */
public record Origin(
        String startedAt,
        String version,
        String host,
        List<String> commandLine,
        Map<String, String> options,
        Map<String, String> unusableAnchors) {
    public Origin(
            String startedAt,
            String version,
            String host,
            List<String> commandLine,
            Map<String, String> options,
            @Nullable Map<String, String> unusableAnchors) {
        this.startedAt = startedAt;
        this.version = version;
        this.host = host;
        this.commandLine = List.copyOf(commandLine);
        this.options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        this.unusableAnchors =
                unusableAnchors == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(unusableAnchors));
    }
}
