package dev.x0xtest.serve.watch;

import dev.x0xtest.serve.incident.IncidentRules;
import dev.x0xtest.serve.measure.Target;
import dev.x0xtest.serve.schedule.terms.ScheduleConfig;
import java.util.List;

/**
 * What a person has configured, as read at the start or by SIGHUP. Immutable.
 *
 * @param fleet its name, for alerts and pages
 * @param targets one for each network of the schedule
 */
public record Settings(String fleet, List<Target> targets, ScheduleConfig schedule, IncidentRules rules) {
    public Settings {
        targets = List.copyOf(targets);
    }
}
