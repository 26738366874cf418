package dev.x0xtest.serve.incident;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.x0xtest.coordinator.causes.kind.Pair;
import dev.x0xtest.coordinator.report.Ending;
import dev.x0xtest.serve.model.Alert;
import dev.x0xtest.serve.model.EndedRun;
import dev.x0xtest.serve.model.Incident;
import dev.x0xtest.serve.model.Order;
import dev.x0xtest.serve.model.RunKind;
import dev.x0xtest.serve.model.Scope;
import dev.x0xtest.serve.model.SkippedTick;
import dev.x0xtest.wire.Hex;
import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.NodeLabel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The incidents of a fleet: takes events, each with the wall clock in ms since 1970, and answers with what follows from it. Used on
 * one thread.
 *
 * <pre>
 * state      event                                                        next
 * (none)     a new red cause, and its focused run does not confirm it     (none)
 * (none)     the same, confirmed, or nobody can tell                      suspected
 * suspected  confirmed, and seen in F of the last T rounds                open       opened
 * suspected  not confirmed, and seen in T of T rounds                     open       opened
 * suspected  not seen in T rounds                                         cleared
 * open       seen as another kind or subject in F rounds                  open       changed
 * open       R hours since the last alert, not acknowledged               open       repeated
 * open       T rounds that proved all of its pairs that they measured     cleared    cleared
 * any        its node is in the roster no more                            left       left
 * </pre>
 *
 * A round counts for an incident only if it says something of its pairs. An alert in the last column needs that people
 * were told before, or are told of its severity, and that no silence holds.
 */
public final class Incidents {
    private static final int MOST_SCOPES = 64;
    private static final int ID_LENGTH = 16;
    private static final long JUMP_MS = 120_000;
    private static final String STATUS = "x0xtest status";

    private final IncidentRules rules;
    private final Notices notices;
    private final Map<Scope, Series> scopes = new LinkedHashMap<>();
    private final Map<Blindness, Tracked> blind = new LinkedHashMap<>();
    private @Nullable Blindness database;
    private @Nullable Long tickedMs;

    public Incidents(IncidentRules rules) {
        this.rules = rules;
        notices = new Notices(rules);
    }

    /** Goes on with what an earlier process has kept: incidents that last, and the orders that hold. */
    public void restore(List<Incident> kept, List<Order> orders, long nowMs) {
        notices.orders(orders);
        for (Incident incident : kept) {
            Series series = series(incident.scope(), nowMs);
            if (incident.clearedMs() == null && series != null) {
                Tracked one = Tracked.restored(incident, form(incident));
                series.add(one);
                notices.restored(one, nowMs);
            }
        }
    }

    private static Sighting form(Incident kept) {
        List<Pair> pairs = new ArrayList<>();
        for (String cell : kept.cells()) {
            int at = cell.indexOf('>');
            NodeLabel.parse(cell.substring(0, Math.max(0, at)))
                    .ifPresent(src ->
                            NodeLabel.parse(cell.substring(at + 1)).ifPresent(dst -> pairs.add(new Pair(src, dst))));
        }
        return new Sighting(
                kept.kind(),
                kept.part(),
                kept.subject(),
                kept.nodes(),
                pairs,
                Set.copyOf(kept.cells()),
                kept.severity(),
                kept.severity().equals("red"),
                kept.log10Odds(),
                kept.text(),
                kept.next());
    }

    /**
     * From now on expects a judged run of each of these scopes in its interval, and of no other one; without a run for three
     * intervals it is blind. What is about a network that has none of them has left.
     */
    public Decision watch(Map<Scope, Duration> intervals, long nowMs) {
        Set<NetworkName> networks = new HashSet<>();
        intervals.keySet().forEach(scope -> networks.add(scope.network()));
        scopes.forEach((scope, series) -> {
            if (!intervals.containsKey(scope)) {
                series.blindness.expect(0, nowMs);
            }
            if (!networks.contains(scope.network())) {
                series.tracked().stream()
                        .filter(one -> !one.isBlind())
                        .forEach(one -> one.end(Incident.State.LEFT, nowMs));
            }
        });
        intervals.forEach((scope, interval) -> {
            Series series = series(scope, nowMs);
            if (series != null) {
                series.blindness.expect(interval.toMillis(), nowMs);
                adopt(series.blindness, series);
            }
        });
        return decide(null, nowMs);
    }

    /** Goes on with the blindness that an earlier process has kept. */
    private void adopt(Blindness watched, Series series) {
        series.tracked().stream()
                .filter(one -> watched.isAbout(one) && !blind.containsValue(one))
                .findFirst()
                .ifPresent(one -> {
                    blind.put(watched, one);
                    watched.last(one.sinceMs());
                });
    }

    private @Nullable Series series(Scope scope, long nowMs) {
        return scopes.containsKey(scope) || scopes.size() < MOST_SCOPES
                ? scopes.computeIfAbsent(scope, key -> new Series(scope, rules, nowMs))
                : null;
    }

    /**
     * A run has ended.
     *
     * @param focusHops what a focused run may cost now; 0: none can be made
     */
    public Decision ended(EndedRun run, int focusHops, long nowMs) {
        Series series = series(run.scope(), nowMs);
        if (series == null || run.kind() == RunKind.IMPORTED) {
            return Decision.NONE;
        }
        if (run.kind() == RunKind.FOCUS) {
            series.focused(run);
            return decide(null, nowMs);
        }
        Measured measured = new Measured(run.report());
        if (!measured.judged()) {
            Ending ending = run.report().ending();
            series.unfocused();
            series.blindness.missing(
                    ending == null ? "unobserved" : ending.cause().label(),
                    ending == null ? "no pair was observed" : ending.reason());
            return decide(null, nowMs);
        }
        series.blindness.seen(nowMs);
        return decide(series.round(run, measured, focusHops).orElse(null), nowMs);
    }

    /** The focused run that was asked for could not be made: the next rounds decide. */
    public Decision unfocused(Scope scope, long nowMs) {
        Series series = scopes.get(scope);
        if (series != null) {
            series.unfocused();
        }
        return decide(null, nowMs);
    }

    /** A run that was due was not made. */
    public Decision skipped(SkippedTick tick, long nowMs) {
        Series series = scopes.get(tick.scope());
        if (series != null && tick.reason() != SkippedTick.Reason.RUNNING) {
            series.blindness.missing(tick.reason().label(), tick.text());
        }
        return decide(null, nowMs);
    }

    /** Whether the history can be written; {@code why} not, in words. */
    public Decision database(boolean works, String why, long nowMs) {
        Series first = scopes.values().stream().findFirst().orElse(null);
        if (first == null) {
            return Decision.NONE;
        }
        Blindness watched = database;
        if (watched == null) {
            watched = new Blindness("database", "the history could not be written", nowMs);
            database = watched;
            adopt(watched, first);
        }
        watched.every(first.blindness.interval());
        if (works) {
            watched.done(nowMs);
        } else {
            watched.lost("database", why, nowMs);
        }
        return decide(null, nowMs);
    }

    /** The nodes that a network has now: what is about others only has left. */
    public Decision roster(NetworkName network, Collection<NodeLabel> nodes, long nowMs) {
        Set<String> here = new LinkedHashSet<>();
        nodes.forEach(node -> here.add(node.text()));
        scopes.forEach((scope, series) -> {
            if (scope.network().equals(network)) {
                series.tracked().stream()
                        .filter(one -> one.without(one.gone(here)))
                        .forEach(one -> one.end(Incident.State.LEFT, nowMs));
            }
        });
        return decide(null, nowMs);
    }

    /** All orders, as they are now. */
    public Decision ordered(List<Order> orders, long nowMs) {
        notices.orders(orders);
        return decide(null, nowMs);
    }

    /** Time passes. To be called a few times a minute; after a longer gap the machine was suspended or its clock was set. */
    public Decision tick(long nowMs) {
        Long before = tickedMs;
        tickedMs = nowMs;
        if (before != null && (nowMs < before || nowMs - before > JUMP_MS)) {
            long gap = nowMs - before;
            scopes.values().forEach(series -> series.blindness.shift(gap));
            if (database != null) {
                database.shift(gap);
            }
        }
        return decide(null, nowMs);
    }

    private Decision decide(@Nullable Focus focus, long nowMs) {
        boolean paused = notices.paused(nowMs);
        scopes.values().forEach(series -> {
            if (paused) {
                series.blindness.seen(nowMs);
            }
            look(series.blindness, series, nowMs);
        });
        if (database != null && !scopes.isEmpty()) {
            look(database, scopes.values().iterator().next(), nowMs);
        }
        List<Incident> changed = new ArrayList<>();
        List<Alert> alerts = new ArrayList<>();
        for (Series series : scopes.values()) {
            for (Tracked one : series.tracked()) {
                notices.due(one, nowMs).ifPresent(alerts::add);
                one.change().ifPresent(changed::add);
            }
            series.sweep(nowMs);
        }
        return changed.isEmpty() && alerts.isEmpty() && focus == null
                ? Decision.NONE
                : new Decision(changed, alerts, focus);
    }

    private void look(Blindness watched, Series series, long nowMs) {
        Tracked open = blind.get(watched);
        if (!watched.due(nowMs)) {
            if (open != null) {
                blind.remove(watched);
                open.end(Incident.State.CLEARED, nowMs);
            }
            return;
        }
        Sighting sighting = watched.sighting(STATUS);
        if (open != null) {
            if (!open.form().equals(sighting.form())) {
                open.reword(sighting, nowMs);
            }
            return;
        }
        Scope scope = series.scope();
        String seed = scope.network().text() + " " + scope.plane().label() + " " + watched.sinceMs() + " "
                + sighting.subject();
        Tracked one = new Tracked(
                Hex.sha256(seed.getBytes(UTF_8)).substring(0, ID_LENGTH), scope, sighting, watched.sinceMs(), nowMs);
        one.open();
        blind.put(watched, one);
        series.add(one);
    }

    /** The incidents that last, suspected ones included. */
    public List<Incident> lasting() {
        return scopes.values().stream()
                .flatMap(series -> series.tracked().stream())
                .map(Tracked::incident)
                .toList();
    }

    /** An alert for each open incident that people were told of and that no silence holds: what Alertmanager wants again. */
    public List<Alert> standing(long nowMs) {
        return scopes.values().stream()
                .flatMap(series -> series.tracked().stream())
                .flatMap(one -> notices.standing(one, nowMs).stream())
                .toList();
    }
}
