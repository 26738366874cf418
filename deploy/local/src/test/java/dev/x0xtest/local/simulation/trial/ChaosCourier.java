package dev.x0xtest.local.simulation.trial;

import dev.x0xtest.daemon.DirectMessage;
import dev.x0xtest.local.simulation.fault.Trick;
import dev.x0xtest.local.simulation.message.Courier;
import dev.x0xtest.local.simulation.message.Handling;
import dev.x0xtest.local.simulation.message.Parcel;
import dev.x0xtest.local.simulation.message.TrickCourier;
import dev.x0xtest.local.simulation.trial.draw.Draw;
import dev.x0xtest.wire.FrameKind;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.frame.HopFrame;
import dev.x0xtest.wire.plan.HopId;
import dev.x0xtest.wire.plan.HopKey;
import dev.x0xtest.wire.plan.Plan;
import dev.x0xtest.wire.plan.PlanActions;
import dev.x0xtest.wire.result.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Treats messages as a draw says, and writes down what really came of each hop. Confined to one thread. */
final class ChaosCourier implements Courier {
    private static final Duration STREAMS_GONE = Duration.ofMillis(700);

    private final Draw draw;
    private final LongSupplier nanos;
    private final Courier tricks;
    private final SplittableRandom random;
    private final Truth truth = new Truth();
    private final Commanded commanded;
    private final IdentityHashMap<Parcel, Truth.Send> sends = new IdentityHashMap<>();
    /** The last report of each node of each epoch. */
    private final Map<Integer, Map<String, Parcel>> reports = new HashMap<>();

    private @Nullable Long firstHopNanos;

    ChaosCourier(Draw draw, String anchor, LongSupplier nanos) {
        this.draw = draw;
        this.nanos = nanos;
        this.tricks = TrickCourier.of(draw.world().tricks(), nanos);
        this.random = new SplittableRandom(draw.seed() ^ 0x5EEDL);
        Set<Integer> killed = draw.world().tricks().stream()
                .filter(trick -> trick.kind() == Trick.Kind.RUNNER_RESTARTED)
                .map(Trick::node)
                .collect(Collectors.toSet());
        this.commanded = new Commanded(truth, anchor, killed, nanos);
    }

    Truth truth() {
        return truth;
    }

    Commanded commanded() {
        return commanded;
    }

    @Override
    public Handling handling(Parcel parcel) {
        HopFrame hop = parcel.hop().orElse(null);
        if (hop != null) {
            if (firstHopNanos == null) {
                firstHopNanos = nanos.getAsLong();
                truth.happened(nanos.getAsLong() + draw.lastFault().toNanos());
            }
            HopId id = HopId.parse(hop.requestId()).orElse(null);
            Truth.Send send = truth.send(parcel.from(), parcel.to(), hop.requestId(), id != null, nanos.getAsLong());
            sends.put(parcel, send);
            commanded.sent(parcel, id, send);
        }
        parcel.command().ifPresent(command -> commanded.plan(parcel, command));
        if (apart(parcel)) {
            return lost(parcel, Handling.nowhere());
        }
        Handling tricked = tricks.handling(parcel);
        Handling handling = lost(parcel, tricked.equals(Handling.usual(parcel)) ? chance(parcel, hop) : tricked);
        return hop == null && parcel.to() == 0 ? afterOldReports(parcel, handling) : handling;
    }

    /** Notes until when something of a message was lost, changed or late. */
    private Handling lost(Parcel parcel, Handling handling) {
        long latestNanos = handling.copies().stream()
                .mapToLong(copy -> copy.later().toNanos())
                .max()
                .orElse(0);
        boolean whole = handling.copies().stream().anyMatch(copy -> Arrays.equals(copy.payload(), parcel.payload()));
        long goneNanos = handling.streamsGone().toNanos();
        if (handling.lost() || !whole || latestNanos + goneNanos > 0) {
            truth.happened(nanos.getAsLong() + latestNanos + goneNanos);
        }
        return handling;
    }

    private boolean apart(Parcel parcel) {
        Draw.Partition partition = draw.partition();
        Long first = firstHopNanos;
        if (partition == null || first == null || !partition.splits(parcel.from(), parcel.to())) {
            return false;
        }
        long since = nanos.getAsLong() - first - partition.from().toNanos();
        return since >= 0 && since < partition.time().toNanos();
    }

    private Handling chance(Parcel parcel, @Nullable HopFrame hop) {
        Handling.Copy copy = Handling.Copy.of(parcel);
        if (hop == null) {
            if (chance(draw.controlDropped())) {
                return random.nextBoolean() ? Handling.nowhere() : Handling.of(List.of());
            }
            return Handling.of(copies(chance(draw.corrupted()) ? copy.with(damaged(parcel)) : copy));
        }
        if (chance(draw.hopsDropped())) {
            return Handling.nowhere();
        }
        Handling handling = Handling.of(
                chance(draw.swallowed())
                        ? List.of()
                        : copies(chance(draw.corrupted()) ? copy.with(changed(hop)) : copy));
        handling = chance(draw.cuts()) ? handling.withoutStreamsFor(STREAMS_GONE) : handling;
        byte[] forged = chance(draw.forged()) ? forged(parcel, hop) : null;
        return forged == null
                ? handling
                : handling.and(copy.from(forger(parcel)).with(forged));
    }

    private boolean chance(double share) {
        return share > 0 && random.nextDouble() < share;
    }

    private List<Handling.Copy> copies(Handling.Copy copy) {
        List<Handling.Copy> copies = new ArrayList<>();
        copies.add(copy.after(later()));
        if (chance(draw.doubled())) {
            copies.add(copy.after(later().plusMillis(1 + random.nextInt(1_000))));
        }
        return copies;
    }

    private Duration later() {
        Duration late = chance(draw.delayed())
                ? Duration.ofNanos(random.nextLong(draw.mostDelay().toNanos()))
                : Duration.ZERO;
        return draw.jitter().isZero()
                ? late
                : late.plusNanos(random.nextLong(draw.jitter().toNanos()));
    }

    private byte[] changed(HopFrame hop) {
        byte[] payload = hop.payload();
        payload[random.nextInt(payload.length)] ^= 4;
        return new HopFrame(hop.requestId(), hop.digest(), hop.anchor(), payload).encode();
    }

    /** Of a report, another digit; of anything else, cut off. */
    private byte[] damaged(Parcel parcel) {
        Result result = parcel.result().orElse(null);
        if (result == null
                || !result.kind().equals(PlanActions.REPORT.resultKind())
                || !result.details().has("z")) {
            return Arrays.copyOf(parcel.payload(), parcel.payload().length / 2);
        }
        return Damage.frame(result, random);
    }

    /** Before a report come the last ones that the node made in other epochs: those must count no more. */
    private Handling afterOldReports(Parcel parcel, Handling handling) {
        String run = runOf(parcel);
        if (run == null || handling.lost()) {
            return handling;
        }
        Map<String, Parcel> known = reports.computeIfAbsent(parcel.from(), none -> new TreeMap<>());
        known.put(run, parcel);
        List<Handling.Copy> copies = new ArrayList<>();
        known.forEach((other, old) -> {
            if (!other.equals(run)) {
                copies.add(Handling.Copy.of(parcel).with(old.payload()));
            }
        });
        copies.addAll(handling.copies());
        return copies.size() == handling.copies().size() ? handling : Handling.of(copies);
    }

    /** The run of which a report tells; null: it is none. */
    private static @Nullable String runOf(Parcel parcel) {
        Result result = parcel.result().orElse(null);
        if (result == null
                || !result.kind().equals(PlanActions.REPORT.resultKind())
                || !result.details().has("z")) {
            return null;
        }
        try {
            return PlanActions.REPORT.details().decode(result.details()).run();
        } catch (WireException e) {
            throw new IllegalStateException("a runner has sent a report that cannot be read", e);
        }
    }

    private static int forger(Parcel parcel) {
        int last = parcel.nodes() - 1;
        return parcel.from() != last && parcel.to() != last ? last : 3 - parcel.from() - parcel.to();
    }

    /** A hop under the same id, made with the key of the forger's own pair; null: it has no plan. */
    private byte @Nullable [] forged(Parcel parcel, HopFrame hop) {
        HopId id = HopId.parse(hop.requestId()).orElse(null);
        int forger = forger(parcel);
        if (id == null || forger < 0 || forger >= parcel.nodes() || forger == parcel.from() || forger == parcel.to()) {
            return null;
        }
        Plan plan = commanded.planOf(id.run(), forger);
        if (plan == null) {
            return null;
        }
        byte[] payload = hop.payload();
        payload[0] ^= 1;
        HopKey key = plan.rowKeyOf(id.destination());
        return new HopFrame(hop.requestId(), key.digest(id, payload), hop.anchor(), payload).encode();
    }

    @Override
    public void arrived(Parcel parcel, Handling.Copy copy, boolean shown) {
        if (!shown) {
            return;
        }
        Truth.Send send = sends.get(parcel);
        if (send == null) {
            return;
        }
        boolean same = Arrays.equals(copy.payload(), parcel.payload());
        boolean place = copy.to() == parcel.to();
        if (place && same && copy.from() == parcel.from()) {
            send.intact(nanos.getAsLong());
        } else if (place && same) {
            send.foreign();
        } else if (place && copy.from() == parcel.from() && FrameKind.HOP.begins(copy.payload())) {
            send.corrupt();
        }
    }

    @Override
    public void read(int node, DirectMessage message) {
        commanded.read(node, message);
    }

    @Override
    public void answered(Parcel parcel, @Nullable String path) {
        Truth.Send send = sends.get(parcel);
        if (send != null) {
            send.answered(path, nanos.getAsLong());
        }
    }
}
