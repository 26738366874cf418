package dev.x0xtest.coordinator.run;

import dev.x0xtest.coordinator.report.Ending;
import dev.x0xtest.coordinator.run.terms.Quoted;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import org.jspecify.annotations.Nullable;

/** Whether the anchor's daemon still serves this run: its stream of direct messages, and the token. */
final class AnchorHealth {
    /** The code of a call whose token the daemon refused. */
    static final String UNAUTHORIZED = "unauthorized";

    private static final String DIRECT = "direct";

    private @Nullable Long lostSinceNanos;
    private String lostReason = "";
    private @Nullable Long refusedSinceNanos;

    /** A stream changed its state; returns whether it is the one that tells whether the anchor can be heard. */
    boolean moved(RunEvent.StreamMoved event, long nowNanos) {
        if (!event.stream().equals(DIRECT)) {
            return false;
        }
        if (event.state().equals("open")) {
            lostSinceNanos = null;
        } else if (event.state().equals("backing_off")) {
            lostReason = Quoted.line(event.reason());
            lostSinceNanos = lostSinceNanos == null ? Long.valueOf(nowNanos) : lostSinceNanos;
        }
        return true;
    }

    /** Another process goes on: what was known of the daemon is old. */
    void forget() {
        lostSinceNanos = null;
        refusedSinceNanos = null;
    }

    /**
     * The daemon answered a call.
     *
     * @return whether this is the first refusal of the token since the last call that worked
     */
    boolean answered(@Nullable String code, long nowNanos) {
        if (code == null) {
            refusedSinceNanos = null;
        } else if (code.equals(UNAUTHORIZED) && refusedSinceNanos == null) {
            refusedSinceNanos = nowNanos;
            return true;
        }
        return false;
    }

    /** Since when the stream is gone; null: it is there. */
    @Nullable
    Long lostSinceNanos() {
        return lostSinceNanos;
    }

    /** Why the stream is gone, in one line. */
    String lostReason() {
        return lostReason;
    }

    /** The ending of a run whose anchor is gone; times count from {@code firstNanos}. */
    Ending lost(String name, String apiBase, long firstNanos) {
        long since = lostSinceNanos == null ? firstNanos : lostSinceNanos;
        return new Ending(
                Ending.Cause.ANCHOR_LOST,
                name + "'s x0xd at " + apiBase + " stopped answering " + seconds(since - firstNanos) + " into the run: "
                        + lostReason,
                "check x0xd on " + name + " and the way to it, then run again");
    }

    /** The ending of a run whose token is refused. */
    Ending refused(String apiBase, long firstNanos) {
        long since = refusedSinceNanos == null ? firstNanos : refusedSinceNanos;
        return Ending.tokenRefused(
                "x0xd at " + apiBase + " refuses the token since " + seconds(since - firstNanos) + " into the run");
    }

    private static String seconds(long nanos) {
        return nanos / 1_000_000_000L + " s";
    }

    /** Since when every call is refused for its token; null: it is not. */
    @Nullable
    Long refusedSinceNanos() {
        return refusedSinceNanos;
    }
}
