package dev.x0xtest.local.simulation.trial;

import dev.x0xtest.local.simulation.message.Handling;
import dev.x0xtest.local.simulation.message.Parcel;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.frame.Frame;
import dev.x0xtest.wire.frame.Frames;
import dev.x0xtest.wire.plan.HopId;
import dev.x0xtest.wire.plan.Plan;
import dev.x0xtest.wire.plan.PlanActions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What runners were told, and whether they keep to it: nothing is sent after the lease, no destination gets two hops at once,
 * and no more hops are in flight than the plan says. Confined to one thread.
 */
final class Commanded {
    private static final Set<String> OF_A_RUN = Set.of(
            PlanActions.PLAN.name(),
            PlanActions.GO.name(),
            PlanActions.RENEW.name(),
            PlanActions.CLOSE.name(),
            PlanActions.REPORT.name(),
            PlanActions.CANCEL.name(),
            PlanActions.ATTACH.name());
    /** A runner whose host gives it no processor reads late what its daemon has. */
    private static final long READS_LATE_NANOS = 4_000_000_000L;
    /** Then an unanswered hop leaves the places for hops in flight. */
    private static final long SLOW_LANE_NANOS = 1_000_000_000L;

    private final Truth truth;
    private final Set<Integer> killed;
    private final LongSupplier nanos;
    private final Map<Integer, Long> heardNanos = new HashMap<>();
    private final Map<String, Plan> plans = new HashMap<>();
    private final Map<Integer, List<Planned>> planned = new HashMap<>();

    /** {@code killed} are nodes whose runner is killed: of its last hops nobody awaits the answer. */
    Commanded(Truth truth, Set<Integer> killed, LongSupplier nanos) {
        this.truth = truth;
        this.killed = killed;
        this.nanos = nanos;
    }

    /** Remembers the plan in a command that is sent, if there is one in it. */
    void plan(Parcel parcel, Command command) {
        if (!command.action().equals(PlanActions.PLAN.name())) {
            return;
        }
        try {
            Plan plan = PlanActions.PLAN.params().decode(command.params());
            plans.put(plan.run() + " " + parcel.to(), plan);
        } catch (WireException e) {
            throw new IllegalStateException("the coordinator has sent a plan that cannot be read", e);
        }
    }

    /** The plan of a run that a node was sent; null: none. */
    @Nullable
    Plan planOf(String run, int node) {
        return plans.get(run + " " + node);
    }

    /** A message has come to a daemon that shows it. */
    void arrived(Parcel parcel, Handling.Copy copy) {
        if (!parcel.isCommand() || copy.from() != 0) {
            return;
        }
        try {
            if (Frames.decode(copy.payload()).orElse(null) instanceof Frame.Cmd command
                    && OF_A_RUN.contains(command.command().action())) {
                heardNanos.put(copy.to(), nanos.getAsLong());
            }
        } catch (WireException e) {
            // Damaged on its way: the runner cannot read it either.
        }
    }

    /** A runner sends a hop now; {@code id} is null on the per-pair path. */
    void sent(Parcel parcel, @Nullable HopId id, Truth.Send send) {
        Plan plan = id == null ? null : planOf(id.run(), parcel.from());
        if (id == null || plan == null) {
            return;
        }
        long nowNanos = nanos.getAsLong();
        Long heard = heardNanos.get(parcel.from());
        long silentNanos = heard == null ? Long.MAX_VALUE : nowNanos - heard;
        if (silentNanos > plan.leaseMs() * 1_000_000 + READS_LATE_NANOS) {
            truth.violated("sent after the lease: " + send.id() + ", " + silentNanos / 1_000_000
                    + " ms after the last command");
        }
        if (!killed.contains(parcel.from())) {
            planned.computeIfAbsent(parcel.from(), none -> new ArrayList<>()).add(new Planned(id, plan, send));
        }
    }

    /** Checks the hops in flight; only in the end it is known when each was answered. */
    void check() {
        planned.values().forEach(row -> {
            for (int place = 0; place < row.size(); place++) {
                check(row.get(place), row.subList(0, place));
            }
        });
    }

    private void check(Planned hop, List<Planned> before) {
        long nowNanos = hop.send().sentNanos();
        List<Planned> open = before.stream()
                .filter(other -> other.send().answeredNanos() > nowNanos)
                .toList();
        if (open.stream()
                .anyMatch(other -> other.id().run().equals(hop.id().run())
                        && other.id().destination() == hop.id().destination())) {
            truth.violated("two hops at once to one destination: " + hop.send());
        }
        long quick = open.stream()
                .filter(other -> nowNanos - other.send().sentNanos() < SLOW_LANE_NANOS)
                .count();
        if (quick >= hop.plan().inFlight()) {
            truth.violated(
                    quick + 1 + " hops in flight, the plan has " + hop.plan().inFlight() + ": " + hop.send());
        }
    }

    private record Planned(HopId id, Plan plan, Truth.Send send) {}
}
