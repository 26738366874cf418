package dev.x0xtest.serve.incident;

import dev.x0xtest.coordinator.report.CellClass;
import dev.x0xtest.serve.model.EndedRun;
import dev.x0xtest.serve.model.Incident;
import dev.x0xtest.serve.model.Scope;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An incident while it is followed: what the last rounds said of it. Mutable. */
final class Tracked {
    private static final int SMALL = 2;

    private final String id;
    private final Scope scope;
    private final boolean red;
    private final Deque<Boolean> window = new ArrayDeque<>();
    private final Deque<String> runs = new ArrayDeque<>();
    private final Set<String> cells = new LinkedHashSet<>();
    /** Those of its cells that the last round proved that said anything of them. */
    private final Set<String> mended = new HashSet<>();

    private final long sinceMs;
    private Sighting form;
    private Incident.State state = Incident.State.SUSPECTED;
    private long atMs;
    private @Nullable Long clearedMs;
    private int proven;
    private boolean confirmed;
    private boolean opened;
    private int patience = 1;
    private @Nullable Incident last;

    /** What people know of it. */
    final Told told = new Told();

    Tracked(String id, Scope scope, Sighting sighting, long sinceMs, long atMs) {
        this.id = id;
        this.scope = scope;
        this.form = sighting;
        this.red = sighting.red();
        this.sinceMs = sinceMs;
        this.atMs = atMs;
        cells.addAll(sighting.cells());
    }

    /** One that an earlier process has kept. */
    static Tracked restored(Incident kept, Sighting form) {
        Tracked tracked = new Tracked(kept.id(), kept.scope(), form, kept.sinceMs(), kept.atMs());
        tracked.state = kept.state();
        tracked.proven = kept.proven();
        tracked.confirmed = kept.state() == Incident.State.OPEN;
        tracked.opened = tracked.confirmed;
        List<String> known = new ArrayList<>(kept.runs());
        known.forEach(tracked.runs::addLast);
        for (int round = 0; round < kept.of(); round++) {
            tracked.window.addLast(round >= kept.of() - kept.seen());
        }
        tracked.last = kept;
        return tracked;
    }

    int match(Sighting sighting) {
        return sighting.match(form.severity(), form.nodes(), cells);
    }

    /** Whether one of its cells is explained by this, whatever the rest. */
    boolean touchedBy(Sighting sighting) {
        return sighting.severity().equals(form.severity())
                && sighting.cells().stream().anyMatch(cells::contains);
    }

    /** A round shows it. {@code form}: the causes that stand for it, the best first; empty: it is part of another one's. */
    void seen(List<Sighting> sightings, Measured measured, EndedRun run, int rounds) {
        if (!sightings.isEmpty()) {
            // That a single hop shows no cause does not take back the one that was found.
            form = sightings.get(0).explained() || !form.explained() ? sightings.get(0) : form;
            Set<String> next = new LinkedHashSet<>();
            sightings.forEach(sighting -> next.addAll(sighting.cells()));
            cells.stream()
                    .filter(cell -> !mended.contains(cell) && !measured.proven(cell))
                    .forEach(next::add);
            cells.clear();
            next.stream().limit(Incident.MOST_CELLS).forEach(cells::add);
        }
        note(measured);
        proven = 0;
        push(true, rounds);
        runs.remove(run.runId());
        runs.addFirst(run.runId());
        while (runs.size() > Incident.MOST_RUNS) {
            runs.removeLast();
        }
        atMs = run.endedMs();
    }

    /** A round does not show it. What it did not measure, or could not observe, neither raises nor clears it. */
    void quiet(Measured measured, EndedRun run, int rounds) {
        boolean refuted = cells.stream().anyMatch(cell -> measured.of(cell) == CellClass.REFUTED);
        boolean any = exact() ? cells.stream().anyMatch(measured::proven) : measured.judgedAny(form.nodes());
        note(measured);
        if (exact() && refuted) {
            proven = 0;
            push(true, rounds);
            atMs = run.endedMs();
        } else if (any) {
            proven++;
            push(false, rounds);
            atMs = run.endedMs();
        }
    }

    /** Whether its pairs decide. Something that is slow, or only worth knowing, is over when it is no longer seen. */
    private boolean exact() {
        return red && !cells.isEmpty();
    }

    private void note(Measured measured) {
        mended.retainAll(cells);
        for (String cell : cells) {
            CellClass said = measured.of(cell);
            if (said == CellClass.PROVEN) {
                mended.add(cell);
            } else if (said == CellClass.REFUTED) {
                mended.remove(cell);
            }
        }
    }

    private void push(boolean seen, int rounds) {
        window.addLast(seen);
        while (window.size() > rounds) {
            window.removeFirst();
        }
    }

    /** A focused run has shown that what this round saw was chance. */
    void refuted(EndedRun run, int rounds) {
        push(false, rounds);
        atMs = run.endedMs();
    }

    /** Whether this run has changed it already. */
    boolean runsNow(EndedRun run) {
        return run.runId().equals(runs.peekFirst());
    }

    private int count() {
        return (int) window.stream().filter(seen -> seen).count();
    }

    void confirm() {
        confirmed = true;
    }

    /** Whether each round that shows it has to be confirmed: until it is open. */
    boolean wantsFocus() {
        return red && state == Incident.State.SUSPECTED;
    }

    /** Opens or clears it, as the last rounds say. What no focused run has ever confirmed must be seen in all of them. */
    void settle(IncidentRules rules) {
        int needed = confirmed || !red ? rules.failing() : rules.rounds();
        if (state == Incident.State.SUSPECTED && count() >= needed) {
            open();
        }
        boolean clean = proven >= rules.rounds() * patience && (!exact() || mended.containsAll(cells));
        boolean forgotten = state == Incident.State.SUSPECTED && window.size() >= rules.rounds() && count() == 0;
        if (lasts() && (clean || forgotten)) {
            end(Incident.State.CLEARED, atMs);
        }
    }

    /** It comes and goes: so many times as many proven rounds clear it. */
    void patience(int times) {
        patience = times;
    }

    /** Whether it was open and is cleared. */
    boolean wasCleared() {
        return state == Incident.State.CLEARED && opened && !isBlind();
    }

    void open() {
        opened = true;
        state = Incident.State.OPEN;
    }

    void end(Incident.State how, long endMs) {
        state = how;
        clearedMs = endMs;
    }

    /** Says something else of the same thing, at a time. */
    void reword(Sighting sighting, long nowMs) {
        form = sighting;
        atMs = nowMs;
    }

    /** Without the nodes that are in the fleet no more; whether nothing is left of it. */
    boolean without(Collection<String> gone) {
        boolean own = form.nodes().size() <= SMALL && form.nodes().stream().anyMatch(gone::contains);
        boolean had = !cells.isEmpty();
        cells.removeIf(cell -> gone.contains(cell.substring(0, cell.indexOf('>')))
                || gone.contains(cell.substring(cell.indexOf('>') + 1)));
        mended.retainAll(cells);
        return own || (had && cells.isEmpty());
    }

    /** Of its nodes those that are not among these. */
    Set<String> gone(Set<String> here) {
        Set<String> gone = new HashSet<>(form.nodes());
        for (String cell : cells) {
            gone.add(cell.substring(0, cell.indexOf('>')));
            gone.add(cell.substring(cell.indexOf('>') + 1));
        }
        gone.removeAll(here);
        return gone;
    }

    boolean lasts() {
        return state == Incident.State.SUSPECTED || state == Incident.State.OPEN;
    }

    boolean isOpen() {
        return state == Incident.State.OPEN;
    }

    /** Whether serve itself sees nothing, of any node. */
    boolean isBlind() {
        return form.kind().equals(Blindness.KIND) && form.nodes().isEmpty();
    }

    /** Whether it is about this node, and not about half the fleet. */
    boolean isAbout(String node) {
        return form.nodes().size() <= SMALL && form.nodes().contains(node);
    }

    /** What it was seen as last. */
    Sighting sighting() {
        return form;
    }

    String form() {
        return form.form();
    }

    String id() {
        return id;
    }

    Scope scope() {
        return scope;
    }

    long sinceMs() {
        return sinceMs;
    }

    Set<String> cells() {
        return cells;
    }

    /** As it is now. */
    Incident incident() {
        return new Incident(
                id,
                scope,
                form.kind(),
                form.part(),
                form.subject(),
                form.nodes(),
                List.copyOf(cells),
                state,
                form.severity(),
                sinceMs,
                atMs,
                clearedMs,
                count(),
                window.size(),
                proven,
                form.log10Odds(),
                form.text(),
                form.next(),
                List.copyOf(runs));
    }

    /** As it is now, if that differs from what was returned last. */
    Optional<Incident> change() {
        Incident now = incident();
        if (now.equals(last)) {
            return Optional.empty();
        }
        last = now;
        return Optional.of(now);
    }

    /** What people have been told. */
    static final class Told {
        /** Null: nothing. */
        @Nullable
        String form;

        long atMs;
        /** A form that people do not know yet, and in how many rounds it was seen. */
        String next = "";

        int times;
    }
}
