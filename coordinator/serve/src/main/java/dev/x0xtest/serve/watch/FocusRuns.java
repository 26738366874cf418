package dev.x0xtest.serve.watch;

import dev.x0xtest.serve.incident.Focus;
import dev.x0xtest.serve.schedule.Request;
import dev.x0xtest.serve.schedule.terms.NetworkSchedule;
import dev.x0xtest.serve.schedule.terms.RunPairs;
import dev.x0xtest.serve.schedule.terms.ScheduleConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs that confirm a cause. */
final class FocusRuns {
    private FocusRuns() {}

    /** It ends by when the runs of its network do. Null: there is nothing to confirm. */
    static @Nullable Request of(@Nullable Focus focus, ScheduleConfig schedule) {
        if (focus == null) {
            return null;
        }
        List<RunPairs.Pair> pairs = focus.pairs().stream()
                .map(pair -> new RunPairs.Pair(pair.src(), pair.dst()))
                .toList();
        Request request = Request.focus(focus.scope(), pairs, focus.samples(), NetworkSchedule.PAYLOAD_BYTES);
        return schedule.network(focus.scope().network())
                .map(one -> request.within(one.deadline()))
                .orElse(request);
    }
}
