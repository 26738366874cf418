package dev.x0xtest.local.simulation.message;

import dev.x0xtest.local.simulation.fault.Trick;
import java.util.List;
import java.util.function.LongSupplier;

/** Plays tricks on messages. The first trick that concerns a message decides what becomes of it. Confined to one thread. */
public final class TrickCourier implements Courier {
    private final List<Courier> couriers;

    private TrickCourier(List<Courier> couriers) {
        this.couriers = couriers;
    }

    /**
     * Plays these tricks.
     *
     * @param nanos virtual time
     */
    public static Courier of(List<Trick> tricks, LongSupplier nanos) {
        return tricks.isEmpty()
                ? USUAL
                : new TrickCourier(
                        tricks.stream().map(trick -> courier(trick, nanos)).toList());
    }

    private static Courier courier(Trick trick, LongSupplier nanos) {
        return switch (trick.kind()) {
            case SWALLOWED,
                    LOST,
                    UNACKED,
                    CHANGED,
                    SWAPPED,
                    CHANGED_FIRST,
                    OTHER_PATH,
                    FOREIGN,
                    FORGED,
                    MISDELIVERED,
                    TWICE,
                    DELAYED,
                    ACKED_LATE,
                    UNVERIFIED,
                    FAILS_ONCE,
                    REFUSED,
                    OLD_RUN,
                    OTHER_CELL,
                    UNREADABLE,
                    STREAM_CUT -> new HopTricks(trick);
            case REPORT_LOST_ONCE,
                    REPORTS_LOST,
                    REPORT_DAMAGED_ONCE,
                    REPORTS_DAMAGED,
                    REPORTS_OLD,
                    REPORTS_OF_ANOTHER,
                    REPORTS_FROM_ANOTHER,
                    RESULTS_TWICE,
                    UPSTREAM,
                    UPSTREAM_UNVERIFIED,
                    HIDES_SIGHTING,
                    HIDES_WITHOUT_ECHO,
                    HIDES_BEHIND_GAP,
                    HIDES_BEHIND_EVICTION,
                    HIDES_BEHIND_RESET,
                    DENIES_SENDING,
                    FORGETS_SENDING,
                    INVENTS_SIGHTING -> new ReportTricks(trick);
            case COMMANDS_TWICE, COMMANDS_LOST_ONCE, COMMANDS_LOST, COMMANDS_DELAYED -> new CommandTricks(trick, nanos);
            case SAME_LABEL, SAME_ID, CLOCK_OFF, RUNNER_RESTARTED, RUNNER_PAUSED, SECOND_RUNNER, WRONG_ANCHOR -> USUAL;
        };
    }

    @Override
    public Handling handling(Parcel parcel) {
        Handling usual = Handling.usual(parcel);
        for (Courier courier : couriers) {
            Handling handling = courier.handling(parcel);
            if (!handling.equals(usual)) {
                return handling;
            }
        }
        return usual;
    }
}
