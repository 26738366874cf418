package dev.x0xtest.local.simulation.trial;

import dev.x0xtest.daemon.DirectMessage;
import dev.x0xtest.local.simulation.message.Parcel;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.frame.Frame;
import dev.x0xtest.wire.frame.Frames;
import dev.x0xtest.wire.plan.HopId;
import dev.x0xtest.wire.plan.Plan;
import dev.x0xtest.wire.plan.PlanActions;
import dev.x0xtest.wire.plan.RunRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What runners were told, and whether they keep to it: after the lease, a close or a cancel nothing is sent, no destination
 * gets two hops at once, no hop leaves twice, and no more are in flight than either lane has places. Confined to one thread.
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
    private static final Set<String> ENDS = Set.of(PlanActions.CLOSE.name(), PlanActions.CANCEL.name());
    /** Then an unanswered hop leaves the places for hops in flight, as long as the slow lane has places. */
    private static final long SLOW_LANE_NANOS = 1_000_000_000L;

    private static final int SLOW_LANE = 32;
    private static final long MS = 1_000_000L;

    private final Truth truth;
    private final String anchor;
    private final Set<Integer> killed;
    private final LongSupplier nanos;
    private final Map<Integer, Long> heardNanos = new HashMap<>();
    private final Map<String, String> holders = new HashMap<>();
    private final Map<String, String> ended = new HashMap<>();
    private final Map<String, Plan> plans = new HashMap<>();
    private final Set<String> left = new HashSet<>();
    private final Map<Integer, List<Planned>> open = new HashMap<>();
    /** Hops that left at this instant: what is answered at the same instant may be answered before or after. */
    private final List<Planned> leaving = new ArrayList<>();

    /**
     * Knows no plan yet.
     *
     * @param anchor the agent id of the coordinator
     * @param killed nodes whose runner is killed: of its last hops nobody awaits the answer
     */
    Commanded(Truth truth, String anchor, Set<Integer> killed, LongSupplier nanos) {
        this.truth = truth;
        this.anchor = anchor;
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

    /** A node's runner reads a message. */
    void read(int node, DirectMessage message) {
        if (!message.sender().hex().equals(anchor)) {
            return;
        }
        try {
            if (Frames.decode(message.payload()).orElse(null) instanceof Frame.Cmd frame
                    && OF_A_RUN.contains(frame.command().action())) {
                heardNanos.put(node, nanos.getAsLong());
                heard(node, frame.command());
            }
        } catch (WireException e) {
            // Damaged on its way: the runner cannot read it either.
        }
    }

    private void heard(int node, Command command) throws WireException {
        boolean attach = command.action().equals(PlanActions.ATTACH.name());
        if (!attach && !ENDS.contains(command.action())) {
            return;
        }
        RunRef ref = PlanActions.CANCEL.params().decode(command.params());
        String key = ref.run() + " " + node;
        if (attach) {
            holders.put(key, String.valueOf(ref.holder()));
        } else if (plans.containsKey(key) && Objects.equals(holders.get(key), ref.holder())) {
            ended.put(key, command.action());
        }
    }

    /** A runner sends a hop now; {@code id} is null on the per-pair path. */
    void sent(Parcel parcel, @Nullable HopId id, Truth.Send send) {
        Plan plan = id == null ? null : planOf(id.run(), parcel.from());
        if (id == null || plan == null) {
            return;
        }
        long nowNanos = nanos.getAsLong();
        require(left.add(send.id()), "a hop left twice: " + send);
        Long heard = heardNanos.get(parcel.from());
        long silentNanos = heard == null ? Long.MAX_VALUE : nowNanos - heard;
        require(
                silentNanos <= plan.leaseMs() * MS,
                "sent after the lease: " + send.id() + ", " + silentNanos / MS + " ms after the last command");
        String end = ended.get(id.run() + " " + parcel.from());
        require(end == null, "sent after a " + end + ": " + send.id());
        settle(nowNanos);
        if (!killed.contains(parcel.from())) {
            leaving.add(new Planned(parcel.from(), id, plan, send));
        }
    }

    /** Looks at the hops that left before now. */
    void settle(long nowNanos) {
        if (!leaving.isEmpty() && leaving.get(0).send().sentNanos() < nowNanos) {
            leaving.forEach(this::inFlight);
            leaving.clear();
        }
    }

    private void inFlight(Planned hop) {
        long nowNanos = hop.send().sentNanos();
        List<Planned> row = open.computeIfAbsent(hop.source(), none -> new ArrayList<>());
        row.removeIf(other -> other.send().answeredNanos() <= nowNanos);
        require(
                row.stream()
                        .noneMatch(other -> other.id().run().equals(hop.id().run())
                                && other.id().destination() == hop.id().destination()),
                "two hops at once to one destination: " + hop.send());
        row.add(hop);
        long quick = row.stream()
                .filter(other -> nowNanos - other.send().sentNanos() < SLOW_LANE_NANOS)
                .count();
        int places = hop.plan().inFlight();
        require(
                quick <= places && row.size() <= places + SLOW_LANE,
                row.size() + " hops in flight, " + quick + " of them quick ones; the plan has " + places + ": "
                        + hop.send());
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            truth.violated(otherwise);
        }
    }

    private record Planned(int source, HopId id, Plan plan, Truth.Send send) {}
}
