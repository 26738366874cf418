package dev.x0xtest.serve.api.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.serve.history.HistoryReader.Run;
import dev.x0xtest.serve.model.RunKind;
import dev.x0xtest.serve.model.Scope;
import dev.x0xtest.serve.model.SkippedTick;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The runs of a span of time, in slots of equal length. Of the runs of a slot the worst one stands for it: a failure that lasted for
 * one round must not vanish between good ones. Runs over some pairs only, and those that were cut, say nothing of the fleet.
 *
 * @param fromMs start of the first slot
 * @param toMs end of the span, exclusive
 * @param stepMs length of a slot
 */
public record Slots(Scope scope, long fromMs, long toMs, long stepMs) {
    private static final String CUT = "cut";

    /** A slot while it is being filled. */
    private static final class Slot {
        int runs;

        @Nullable
        Run worst;

        @Nullable
        String gap;

        void take(Run run) {
            runs++;
            if (worst == null || badness(run) > badness(worst)) {
                worst = run;
            }
        }

        /** A refuted pair is worse than any number of unobserved ones. */
        private static long badness(Run run) {
            return ((long) run.refuted() << Integer.SIZE) + run.unobserved();
        }
    }

    /** As JSON, slots ascending; those without a run and without a reason for that are left out. */
    public ObjectNode json(List<Run> runs, List<SkippedTick> skipped) {
        SortedMap<Long, Slot> slots = new TreeMap<>();
        for (Run run : runs) {
            if (run.kind() != RunKind.FOCUS && !run.verdict().equals(CUT) && within(run.endedMs())) {
                slot(slots, run.endedMs()).take(run);
            }
        }
        for (SkippedTick tick : skipped) {
            long last = Math.min(toMs - 1, Math.max(tick.dueMs(), tick.untilMs()));
            for (long at = Math.max(fromMs, tick.dueMs()); at <= last; at = begin(at) + stepMs) {
                slot(slots, at).gap = tick.reason().label();
            }
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        StatusJson.scope(scope, json);
        json.put("from", fromMs).put("to", toMs).put("step", stepMs);
        ArrayNode list = json.putArray("slots");
        slots.forEach((begin, slot) -> list.add(json(begin, slot)));
        return json;
    }

    private boolean within(long atMs) {
        return atMs >= fromMs && atMs < toMs;
    }

    private long begin(long atMs) {
        return atMs - Math.floorMod(atMs - fromMs, stepMs);
    }

    private Slot slot(SortedMap<Long, Slot> slots, long atMs) {
        return slots.computeIfAbsent(begin(atMs), begin -> new Slot());
    }

    private static ObjectNode json(long begin, Slot slot) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("t", begin);
        json.put("runs", slot.runs);
        Run worst = slot.worst;
        json.put("run", worst == null ? null : worst.id());
        json.put("at", worst == null ? null : (Long) worst.endedMs());
        json.put("pairs", worst == null ? 0 : worst.cells());
        json.put("proven", worst == null ? 0 : worst.proven());
        json.put("refuted", worst == null ? 0 : worst.refuted());
        json.put("unobserved", worst == null ? 0 : worst.unobserved());
        json.put("gap", slot.gap);
        return json;
    }
}
