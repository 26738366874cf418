package dev.x0xtest.serve.watch;

import dev.x0xtest.serve.api.live.RunRequest;
import dev.x0xtest.serve.incident.IncidentRules;
import dev.x0xtest.serve.measure.Target;
import dev.x0xtest.serve.model.Scope;
import dev.x0xtest.serve.schedule.Request;
import dev.x0xtest.serve.schedule.terms.NetworkSchedule;
import dev.x0xtest.serve.schedule.terms.ScheduleConfig;
import dev.x0xtest.serve.schedule.terms.Series;
import dev.x0xtest.wire.NetworkName;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    /**
     * How often each series that leads is to be judged; three times as long without is blindness. It is the time between two of
     * its runs. Where runs may take longer than that, an interval with a whole run and a closer look at its causes has to fit in.
     */
    Map<Scope, Duration> leading() {
        Map<Scope, Duration> leading = new LinkedHashMap<>();
        schedule.series().stream().filter(Series::leads).forEach(series -> leading.put(series.scope(), judged(series)));
        return leading;
    }

    private static Duration judged(Series series) {
        Duration every = series.ticks().every();
        Duration least = every.plus(series.deadline().multipliedBy(2)).dividedBy(IncidentRules.BLIND_INTERVALS);
        return every.compareTo(least) < 0 ? least : every;
    }

    /** The run that a person asks for; what the request leaves open is as the first series has it. */
    Request run(RunRequest request) {
        Scope first = schedule.series().get(0).scope();
        NetworkName network = request.network() == null ? first.network() : request.network();
        Scope scope = new Scope(network, request.plane() == null ? first.plane() : request.plane());
        NetworkSchedule known =
                schedule.network(network).orElse(schedule.networks().get(0));
        return Request.full(scope, known.samples(), known.payloadBytes(), known.deadline());
    }
}
