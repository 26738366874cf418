package dev.x0xtest.serve.incident;

import dev.x0xtest.coordinator.report.CellClass;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.serve.model.EndedRun;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides what a focused run says of a suspect. A pair fails if at least {@value #LEAST} of its hops are refuted and a fifth of
 * them, or if none arrived and two were refuted: after two errors in a row a runner gives a destination up. Of 20 hops
 * that get lost one time in a hundred each, so many fail once in ten thousand runs.
 */
final class FocusJudge {
    private static final int LEAST = 4;
    private static final int SHARE = 5;
    private static final int GIVEN_UP = 2;

    private final Map<String, CellReport> cells = new HashMap<>();
    private final EndedRun run;
    private final Set<String> suspects;

    /** {@code suspects}: the pairs of all suspects of this run; the others, but for their mirrors, are controls. */
    FocusJudge(EndedRun run, Set<String> suspects) {
        this.run = run;
        this.suspects = suspects;
        run.report()
                .cells()
                .forEach(cell -> cells.put(name(cell.src().text(), cell.dst().text()), cell));
    }

    /** What it says. */
    enum Verdict {
        CONFIRMED,
        /** What failed before works now. */
        REFUTED,
        /** Nobody can tell: the next rounds decide. */
        UNDECIDED
    }

    private static String name(String src, String dst) {
        return src + ">" + dst;
    }

    /** {@code before}: what the round said that raised the suspect. */
    Verdict of(Sighting sighting, Measured before) {
        Tally mine = new Tally();
        cells.forEach((name, cell) -> {
            if (sighting.cells().contains(name)) {
                mine.add(cell);
            }
        });
        Tally controls = new Tally();
        cells.values().stream().filter(this::control).forEach(controls::add);
        if (mine.decided() == 0) {
            return silent(sighting, before, mine, controls) || named(sighting) ? Verdict.CONFIRMED : Verdict.UNDECIDED;
        }
        if (mine.failed == 0) {
            return mine.worked > 0 ? Verdict.REFUTED : Verdict.UNDECIDED;
        }
        // If what worked before fails as often, the run says nothing of this suspect.
        return mine.share() > controls.share() ? Verdict.CONFIRMED : Verdict.UNDECIDED;
    }

    private boolean control(CellReport cell) {
        return !suspects.contains(name(cell.src().text(), cell.dst().text()))
                && !suspects.contains(name(cell.dst().text(), cell.src().text()));
    }

    /** Of none of its pairs anybody could say anything, then and now, and the controls work. */
    private static boolean silent(Sighting sighting, Measured before, Tally mine, Tally controls) {
        return mine.open > 0
                && controls.worked > 0
                && controls.failed == 0
                && sighting.cells().stream().allMatch(cell -> before.of(cell) == CellClass.UNOBSERVED);
    }

    private boolean named(Sighting sighting) {
        return Sightings.of(run, new Measured(run.report())).stream()
                .anyMatch(other ->
                        other.explained() && sighting.match(other.severity(), other.nodes(), other.cells()) > 0);
    }

    /** Counts pairs by what their hops say together. */
    private static final class Tally {
        private int failed;
        private int worked;
        private int open;

        void add(CellReport cell) {
            int refuted = cell.samples(CellClass.REFUTED);
            int proven = cell.samples(CellClass.PROVEN);
            boolean often = refuted >= LEAST && SHARE * refuted >= refuted + proven;
            if (often || (proven == 0 && refuted >= GIVEN_UP)) {
                failed++;
            } else if (proven > 0) {
                worked++;
            } else {
                open++;
            }
        }

        int decided() {
            return failed + worked;
        }

        double share() {
            return decided() == 0 ? 0 : (double) failed / decided();
        }
    }

    /** The pairs of several suspects. */
    static Set<String> names(List<Sighting> sightings) {
        return sightings.stream().flatMap(sighting -> sighting.cells().stream()).collect(Collectors.toSet());
    }
}
