package dev.x0xtest.serve.incident;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.x0xtest.serve.model.EndedRun;
import dev.x0xtest.serve.model.Scope;
import dev.x0xtest.wire.Hex;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The incidents of one network and plane, and the round that waits for its focused run. Mutable. */
final class Series {
    /** Incidents that are followed at a time; what comes beyond is not. */
    static final int MOST_TRACKED = 200;

    private static final int ID_LENGTH = 16;
    private static final int MOST_DOUBLINGS = 3;
    private static final long FLAPPING_MS = 6 * 3_600_000L;

    private final Scope scope;
    private final IncidentRules rules;
    private final List<Tracked> tracked = new ArrayList<>();
    private final Deque<Cleared> cleared = new ArrayDeque<>();
    private @Nullable Pending pending;

    /** What is missing if no run is judged. */
    final Blindness blindness;

    Series(Scope scope, IncidentRules rules, long nowMs) {
        this.scope = scope;
        this.rules = rules;
        blindness = new Blindness(
                "runs",
                "no pair of " + scope.network().text() + " by " + scope.plane().label() + " was judged",
                nowMs);
    }

    /** A round whose new causes wait for a focused run; each with the incident that it belongs to, or null. */
    private record Pending(EndedRun run, Measured measured, List<Suspect> suspects) {}

    /** An incident that was cleared lately; {@code times}: how often it was. */
    private record Cleared(Sighting sighting, Set<String> cells, long atMs, int times) {}

    private record Suspect(Sighting sighting, @Nullable Tracked of) {}

    Scope scope() {
        return scope;
    }

    List<Tracked> tracked() {
        return tracked;
    }

    void add(Tracked one) {
        if (tracked.size() < MOST_TRACKED) {
            tracked.add(one);
        }
    }

    /** Forgets what is over, but for some hours that it was. */
    void sweep(long nowMs) {
        cleared.removeIf(one -> nowMs - one.atMs() > FLAPPING_MS);
        for (Tracked one : List.copyOf(tracked)) {
            if (!one.lasts()) {
                tracked.remove(one);
                if (one.wasCleared()) {
                    cleared.addFirst(
                            new Cleared(one.sighting(), Set.copyOf(one.cells()), nowMs, 1 + times(one.sighting())));
                }
            }
        }
        while (cleared.size() > MOST_TRACKED) {
            cleared.removeLast();
        }
    }

    /** How often the same thing was cleared lately. */
    private int times(Sighting sighting) {
        return cleared.stream()
                .filter(one ->
                        sighting.match(one.sighting().severity(), one.sighting().nodes(), one.cells()) > 0)
                .mapToInt(Cleared::times)
                .max()
                .orElse(0);
    }

    /** A round that says something. The run that has to confirm it; empty: none can, or nothing is new. */
    Optional<Focus> round(EndedRun run, Measured measured, int hops) {
        give(null);
        List<Sighting> sightings = Sightings.of(run, measured);
        Map<Tracked, List<Sighting>> shown = new HashMap<>();
        List<Suspect> suspects = new ArrayList<>();
        for (Sighting sighting : sightings) {
            Tracked best = best(sighting);
            if (best != null) {
                shown.computeIfAbsent(best, key -> new ArrayList<>()).add(sighting);
            } else if (sighting.canBeConfirmed()) {
                suspects.add(new Suspect(sighting, null));
            } else {
                begin(sighting, run, measured, false);
            }
        }
        for (Tracked one : List.copyOf(tracked)) {
            if (one.runsNow(run)) {
                continue;
            }
            List<Sighting> mine = new ArrayList<>(shown.getOrDefault(one, List.of()));
            mine.sort((a, b) -> Integer.compare(b.cells().size(), a.cells().size()));
            if (one.wantsFocus() && mine.stream().anyMatch(Sighting::canBeConfirmed)) {
                mine.forEach(sighting -> suspects.add(new Suspect(sighting, one)));
            } else if (!mine.isEmpty() || sightings.stream().anyMatch(one::touchedBy)) {
                one.seen(mine, measured, run, rules.rounds());
                Notices.shown(one);
            } else {
                one.quiet(measured, run, rules.rounds());
            }
        }
        settle();
        if (suspects.isEmpty()) {
            return Optional.empty();
        }
        pending = new Pending(run, measured, suspects);
        Optional<Focus> focus = FocusPlan.of(scope, sightings(suspects), measured, hops);
        if (focus.isEmpty()) {
            give(null);
        }
        return focus;
    }

    private static List<Sighting> sightings(List<Suspect> suspects) {
        return suspects.stream().map(Suspect::sighting).toList();
    }

    private @Nullable Tracked best(Sighting sighting) {
        Tracked best = null;
        int most = 0;
        for (Tracked one : tracked) {
            int match = one.isBlind() ? 0 : one.match(sighting);
            if (match > most) {
                best = one;
                most = match;
            }
        }
        return best;
    }

    /** The focused run has ended. */
    void focused(EndedRun run) {
        Pending round = pending;
        if (round != null) {
            give(new FocusJudge(run, FocusJudge.names(sightings(round.suspects()))));
        }
    }

    /** There is no focused run: the next rounds decide. */
    void unfocused() {
        give(null);
    }

    /** Ends the waiting, with what the judge says of each suspect; null: there is no judge. */
    private void give(@Nullable FocusJudge judge) {
        Pending round = pending;
        if (round == null) {
            return;
        }
        pending = null;
        for (Suspect suspect : round.suspects()) {
            FocusJudge.Verdict verdict =
                    judge == null ? FocusJudge.Verdict.UNDECIDED : judge.of(suspect.sighting(), round.measured());
            take(round, suspect, verdict);
        }
        settle();
    }

    private void take(Pending round, Suspect suspect, FocusJudge.Verdict verdict) {
        Tracked of = suspect.of() == null ? best(suspect.sighting()) : suspect.of();
        if (verdict == FocusJudge.Verdict.REFUTED) {
            if (of != null) {
                of.refuted(round.run(), rules.rounds());
            }
            return;
        }
        boolean sure = verdict == FocusJudge.Verdict.CONFIRMED;
        if (of == null) {
            begin(suspect.sighting(), round.run(), round.measured(), sure);
            return;
        }
        if (sure) {
            of.confirm();
        }
        if (!of.runsNow(round.run())) {
            of.seen(List.of(suspect.sighting()), round.measured(), round.run(), rules.rounds());
            Notices.shown(of);
        }
    }

    private void begin(Sighting sighting, EndedRun run, Measured measured, boolean sure) {
        String seed = scope.network().text() + " " + scope.plane().label() + " " + run.runId() + " " + sighting.form();
        Tracked one = new Tracked(
                Hex.sha256(seed.getBytes(UTF_8)).substring(0, ID_LENGTH),
                scope,
                sighting,
                run.startedMs(),
                run.endedMs());
        one.seen(List.of(sighting), measured, run, rules.rounds());
        Notices.shown(one);
        if (sure) {
            one.confirm();
        }
        // What comes and goes is told rarely: from the third time on it has to work for longer each time.
        one.patience(1 << Math.min(MOST_DOUBLINGS, Math.max(0, times(sighting) - 1)));
        add(one);
    }

    private void settle() {
        tracked.stream().filter(one -> !one.isBlind()).forEach(one -> one.settle(rules));
    }
}
