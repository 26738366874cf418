package dev.x0xtest.serve.watch;

import dev.x0xtest.serve.incident.Focus;
import dev.x0xtest.serve.schedule.Request;
import dev.x0xtest.serve.schedule.terms.NetworkSchedule;
import dev.x0xtest.serve.schedule.terms.RunPairs;
import java.util.List;

/** Runs that confirm a cause. */
final class FocusRuns {
    private FocusRuns() {}

    static Request of(Focus focus) {
        List<RunPairs.Pair> pairs = focus.pairs().stream()
                .map(pair -> new RunPairs.Pair(pair.src(), pair.dst()))
                .toList();
        return Request.focus(focus.scope(), pairs, focus.samples(), NetworkSchedule.PAYLOAD_BYTES);
    }
}
