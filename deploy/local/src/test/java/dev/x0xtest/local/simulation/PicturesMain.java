package dev.x0xtest.local.simulation;

import dev.x0xtest.coordinator.causes.Causes;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.local.simulation.fault.Fault;
import dev.x0xtest.local.simulation.fault.Fault.Kind;
import dev.x0xtest.local.simulation.fault.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes the journals that {@code bench/pictures} makes pictures of: a healthy fleet and one with each kind of fault, in virtual
 * time. Arguments: a directory, then a number of nodes and a kind, as often as wanted: {@code healthy}, a fault's, or
 * {@code anchor} and {@code control_path}, which are faults at the anchor. Prints for each the milliseconds that naming its causes
 * takes, once.
 */
final class PicturesMain {
    private static final long SEED = 7;
    private static final int SLOW_SAMPLES = 20;
    private static final List<Integer> ALL_SIZES = List.of(64, 700, 1_000, 4_096);
    private static final List<Integer> ONE_SIZE = List.of(2_048);
    private static final double MOST_LOSS = 0.005;
    private static final double TAILS = 0.01;

    private PicturesMain() {}

    public static void main(String[] args) throws IOException {
        Path directory = Path.of(args[0]);
        for (int at = 1; at + 1 < args.length; at += 2) {
            int nodes = Integer.parseInt(args[at]);
            String name = args[at + 1];
            Path run = Files.createDirectories(directory).resolve(nodes + "-" + name.toLowerCase(Locale.ROOT));
            Report report = new SimulatedFleet(spec(nodes, fault(nodes, name.toUpperCase(Locale.ROOT))))
                    .run(run)
                    .report();
            long before = System.nanoTime();
            Causes.of(report);
            System.out.println(Duration.ofNanos(System.nanoTime() - before).toMillis());
        }
    }

    private static SimulatedFleet.Spec spec(int nodes, @Nullable Fault fault) {
        Kind kind = fault == null ? null : fault.kind();
        int samples = kind == Kind.SLOW ? SLOW_SAMPLES : kind == Kind.MTU ? ALL_SIZES.size() : 1;
        RunConfig.Limits limits = SimulatedFleet.limits(
                Duration.ofMinutes(2), samples, null, false, null, kind == Kind.MTU ? ALL_SIZES : ONE_SIZE);
        List<Fault> faults = fault == null ? List.of() : List.of(fault);
        int near = kind == Kind.CUT ? nodes / 2 : 0;
        return new SimulatedFleet.Spec(nodes, limits).in(new World(faults, MOST_LOSS, TAILS, Set.of(), near), SEED);
    }

    private static @Nullable Fault fault(int nodes, String name) {
        return switch (name) {
            case "HEALTHY" -> null;
            // The anchor is the first node.
            case "ANCHOR" -> Fault.of(Kind.FROZEN, 0).beginning(Duration.ofMillis(20));
            case "CONTROL_PATH" -> Fault.of(Kind.LINK_BOTH, 0, nodes / 2);
            default -> fault(nodes, Kind.valueOf(name));
        };
    }

    private static Fault fault(int nodes, Kind kind) {
        if (kind == Kind.CUT) {
            return Fault.of(kind, nodes / 2);
        }
        // Not the anchor, which is the first.
        int node = nodes / 2;
        Fault fault = kind.pair() ? Fault.of(kind, node, nodes - 1) : Fault.of(kind, node);
        return kind == Kind.RESTARTED ? fault.beginning(Duration.ofMillis(20)) : fault;
    }
}
