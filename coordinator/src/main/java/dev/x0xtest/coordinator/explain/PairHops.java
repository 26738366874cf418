package dev.x0xtest.coordinator.explain;

import dev.x0xtest.coordinator.explain.PairEvent.At;
import dev.x0xtest.coordinator.explain.PairEvent.Kind;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Actions;
import dev.x0xtest.wire.action.SendDm;
import dev.x0xtest.wire.action.Sighting;
import dev.x0xtest.wire.result.Outcome;
import dev.x0xtest.wire.result.Result;
import dev.x0xtest.wire.result.ResultDetails;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The hops of a pair on the per-pair path. Neither end tells its times on a common clock: a hop left after its command and
 * was seen before the receipt.
 */
final class PairHops {
    private final Map<String, Long> sentUs = new HashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private final Consumer<PairEvent> out;

    PairHops(Consumer<PairEvent> out) {
        this.out = out;
    }

    /** The source is told to send this hop. */
    void commanded(String id, long tUs) {
        sentUs.putIfAbsent(id, tUs);
        numbers.putIfAbsent(id, sentUs.size());
    }

    boolean has(@Nullable String id) {
        return id != null && sentUs.containsKey(id);
    }

    /** The source says how it went. */
    void sent(String id, Result result, long tUs) {
        SendDm.Details details;
        try {
            details = Actions.SEND_DM.details().decode(result.details());
        } catch (WireException e) {
            return;
        }
        long fromUs = sentUs.getOrDefault(id, 0L);
        long tookUs = Math.min(Math.max(0, details.wallClockMs() * 1_000), Math.max(0, tUs - fromUs));
        boolean ok = !(result.outcome() instanceof Outcome.Failed);
        String more = details.runnerAttempts() > 1 ? ", in " + details.runnerAttempts() + " tries" : "";
        GoTimes.Moment began = GoTimes.Moment.between(fromUs, tUs - tookUs);
        add(began, At.SOURCE, Kind.ATTEMPT, id, "hop " + numbers.get(id) + " of the pair" + more);
        String took = ", in " + details.wallClockMs() + " ms";
        add(
                GoTimes.Moment.between(fromUs + tookUs, tUs),
                At.SOURCE,
                Kind.ANSWER,
                id,
                Phrases.answer(details, ok) + took);
    }

    /** The destination says that it saw a hop. */
    void receipt(String id, Result result, long tUs) {
        try {
            ResultDetails.Receipt details = ResultDetails.RECEIPT.decode(result.details());
            Long age = details.ageMs();
            String verified = details.verified() ? "" : ", sender not verified";
            saw(id, age == null ? 0 : age, tUs, "seen, " + details.bytes() + " bytes" + verified);
        } catch (WireException e) {
            saw(id, 0, tUs, "seen");
        }
    }

    /** The destination answers which hops its stream has seen. */
    void asked(Result result, long tUs) {
        try {
            for (Sighting one :
                    Actions.NOOP_ACK.details().decode(result.details()).sightings()) {
                if (has(one.id()) && !seen.contains(one.id())) {
                    saw(one.id(), one.ageMs(), tUs, "seen " + one.count() + " times, " + Phrases.clean(one.source()));
                }
            }
        } catch (WireException e) {
            // The judge could not read it either.
        }
    }

    private void saw(String id, long ageMs, long tUs, String text) {
        if (seen.add(id)) {
            long fromUs = sentUs.getOrDefault(id, 0L);
            GoTimes.Moment when = GoTimes.Moment.between(fromUs, Math.max(fromUs, tUs - Math.max(0, ageMs) * 1_000));
            add(when, At.DESTINATION, Kind.SIGHTING, id, text);
        }
    }

    private void add(GoTimes.Moment when, At at, Kind kind, String id, String text) {
        out.accept(new PairEvent(when.tUs(), when.boundUs(), at, kind, id, text));
    }
}
