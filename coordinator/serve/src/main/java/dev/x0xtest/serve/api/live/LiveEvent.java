package dev.x0xtest.serve.api.live;

import dev.x0xtest.serve.model.EndedRun;
import dev.x0xtest.serve.model.Incident;
import dev.x0xtest.serve.model.RunKind;
import dev.x0xtest.serve.model.Scope;

/** Something that has just happened, for those who watch. */
public sealed interface LiveEvent {
    /** A run was begun. */
    record RunBegan(Scope scope, RunKind kind, String schedule, String run, long atMs) implements LiveEvent {}

    /** A run has ended; its causes are told as events of their own. */
    record RunEnded(EndedRun run) implements LiveEvent {}

    /**
     * A pair of the run under way was judged.
     *
     * @param letter of its outcome, as reports draw it
     * @param p50Us median in microseconds; -1: none
     */
    record CellJudged(Scope scope, String run, String src, String dst, char letter, int p50Us, long atMs)
            implements LiveEvent {}

    /** An incident has begun, changed or ended. */
    record IncidentChanged(Incident incident) implements LiveEvent {}

    /** The daemon's state has changed, such as by a pause. */
    record StatusChanged(Status status) implements LiveEvent {}
}
