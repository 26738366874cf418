package dev.x0xtest.serve.incident;

import dev.x0xtest.serve.model.Alert;
import dev.x0xtest.serve.model.EndedRun;
import dev.x0xtest.serve.model.Incident;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Drives incidents as the daemon's loop does: a round every five minutes, and the focused runs that it asks for. */
final class Watchman {
    static final long INTERVAL = 5 * FleetModel.MINUTE;

    final FleetModel fleet;
    final List<Alert> alerts = new ArrayList<>();
    final Map<String, Incident> kept = new LinkedHashMap<>();
    Incidents incidents;
    int focusHops = IncidentRules.FOCUS_HOPS;
    int focusRuns;
    long now = 1_800_000_000_000L;

    Watchman(FleetModel fleet, IncidentRules rules) {
        this.fleet = fleet;
        incidents = new Incidents(rules);
        take(incidents.watch(Map.of(FleetModel.SCOPE, Duration.ofMillis(INTERVAL)), now));
    }

    /** A round, and its focused run if one is asked for. */
    void round() {
        for (long at = 0; at < INTERVAL; at += FleetModel.MINUTE) {
            now += FleetModel.MINUTE;
            take(incidents.tick(now));
        }
        give(fleet.round(now));
    }

    void rounds(int count) {
        for (int round = 0; round < count; round++) {
            round();
        }
    }

    void give(EndedRun run) {
        Decision decision = take(incidents.ended(run, focusHops, now));
        Focus focus = decision.focus();
        if (focus != null) {
            focusRuns++;
            now += 1_000;
            take(incidents.ended(fleet.focus(focus, now), focusHops, now));
        }
    }

    Decision take(Decision decision) {
        decision.changed().forEach(incident -> kept.put(incident.id(), incident));
        alerts.addAll(decision.alerts());
        return decision;
    }

    List<String> told() {
        return alerts.stream()
                .map(alert -> alert.event().label() + " " + alert.kind())
                .toList();
    }

    List<Incident> open() {
        return incidents.lasting().stream()
                .filter(one -> one.state() == Incident.State.OPEN)
                .toList();
    }
}
