package dev.x0xtest.serve.incident;

import dev.x0xtest.coordinator.causes.kind.Pair;
import dev.x0xtest.serve.model.Scope;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Chooses the pairs of a focused run: some of each suspect, their mirrors, and as many pairs that work. */
final class FocusPlan {
    private final Set<Pair> chosen = new LinkedHashSet<>();
    private final Set<Pair> suspect = new HashSet<>();
    private final List<Pair> controls = new ArrayList<>();
    private final int most;
    private int control;

    private FocusPlan(List<Sighting> sightings, Measured measured, int most) {
        this.most = most;
        Set<String> named = new HashSet<>();
        sightings.forEach(sighting -> {
            suspect.addAll(sighting.pairs());
            named.addAll(sighting.nodes());
            if (sighting.nodes().isEmpty()) {
                sighting.pairs().forEach(pair -> {
                    named.add(pair.src().text());
                    named.add(pair.dst().text());
                });
            }
        });
        List<Pair> healthy = new ArrayList<>(measured.proven());
        healthy.removeIf(suspect::contains);
        // A pair of nodes that nothing speaks against is the better control.
        List<Pair> strangers = healthy.stream()
                .filter(pair -> !named.contains(pair.src().text())
                        && !named.contains(pair.dst().text()))
                .toList();
        spread(strangers);
        healthy.removeAll(new HashSet<>(strangers));
        spread(healthy);
    }

    /** Adds them so that the first few are of many nodes. */
    private void spread(List<Pair> pairs) {
        int step = Math.max(1, (int) Math.sqrt(pairs.size()));
        for (int first = 0; first < step; first++) {
            for (int at = first; at < pairs.size(); at += step) {
                controls.add(pairs.get(at));
            }
        }
    }

    /**
     * The run that confirms these suspects, or as many of them as it can; empty: even one costs more than may be spent.
     *
     * @param hops that may be spent
     */
    static Optional<Focus> of(Scope scope, List<Sighting> sightings, Measured measured, int hops) {
        int most = Math.min(hops, IncidentRules.FOCUS_HOPS) / IncidentRules.FOCUS_SAMPLES;
        FocusPlan plan = new FocusPlan(sightings, measured, most);
        plan.fill(sightings);
        return plan.chosen.isEmpty()
                ? Optional.empty()
                : Optional.of(new Focus(scope, List.copyOf(plan.chosen), IncidentRules.FOCUS_SAMPLES));
    }

    /** Takes a pair of each suspect in turn, until no more fits. */
    private void fill(List<Sighting> sightings) {
        int longest = sightings.stream()
                .mapToInt(sighting -> sighting.pairs().size())
                .max()
                .orElse(0);
        boolean room = true;
        for (int round = 0; room && round < longest; round++) {
            for (Sighting sighting : sightings) {
                room = room
                        && (round >= sighting.pairs().size()
                                || add(sighting.pairs().get(round)));
            }
        }
    }

    private boolean add(Pair pair) {
        Set<Pair> more = new LinkedHashSet<>(List.of(pair, Measured.mirror(pair)));
        more.removeAll(chosen);
        if (more.contains(pair) && control < controls.size()) {
            more.add(controls.get(control));
        }
        if (chosen.size() + more.size() > most) {
            return false;
        }
        control += more.contains(pair) ? 1 : 0;
        chosen.addAll(more);
        return true;
    }
}
