package dev.x0xtest.local;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.cli.UsageException;
import dev.x0xtest.cli.options.Ranges;
import dev.x0xtest.local.mesh.MeshCapacity;
import dev.x0xtest.local.mesh.daemons.MeshSpec;
import dev.x0xtest.local.mesh.daemons.X0xdBinary;
import dev.x0xtest.minimesh.Transport;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that describe a local mesh. A picocli mixin of {@code local} and {@code bench mesh}. */
public final class MeshOptions {
    private static final int MOST_NODES = 128;
    private static final int HEARTBEAT_SECS = 5;
    private static final int SMALL_MESH = 32;
    private static final int MOST_ANNOUNCEMENTS = 1_000; // in a second, by all nodes together

    @Option(
            names = "--nodes",
            paramLabel = "N",
            defaultValue = "6",
            description = "Number of nodes, 2 to " + MOST_NODES + " (default: ${DEFAULT-VALUE}).")
    private int nodes;

    @Option(
            names = "--x0xd",
            arity = "0..1",
            fallbackValue = "",
            paramLabel = "PATH",
            description = "Run real x0xd processes instead of stand-ins. Without a path, use $$X0XD, the PATH or the"
                    + " cache of deploy/x0xd/install.sh.")
    private @Nullable String x0xd;

    @Option(
            names = "--transport",
            paramLabel = "NAME",
            defaultValue = "quic",
            description = "Transport between stand-ins: quic or memory (default: ${DEFAULT-VALUE}).")
    private Transport transport = Transport.QUIC;

    @Option(
            names = "--no-cards",
            description = "Do not exchange the daemons' cards: they start as strangers, as in a cold fleet.")
    private boolean noCards;

    @Option(
            names = "--heartbeat-secs",
            paramLabel = "N",
            description = "Interval of a daemon's announcements, 1 to 3600 (default: 5; more than 32 nodes: longer, 80"
                    + " with 128).")
    private @Nullable Integer heartbeatSecs;

    /** The mesh to bring up. Empty if {@code --x0xd} finds no x0xd; a message on {@code err} then says so. */
    public Optional<MeshSpec> plan(Map<String, String> environment, PrintWriter err) {
        Ranges.between("--nodes", nodes, 2, MOST_NODES);
        Integer heartbeat = heartbeatSecs;
        if (heartbeat != null) {
            Ranges.between("--heartbeat-secs", heartbeat, 1, 3600);
            checkAnnouncements(heartbeat);
        }
        String wanted = x0xd;
        if (wanted == null) {
            return Optional.of(fitting(plan(null, possible(err))));
        }
        Optional<X0xdBinary> found = X0xdBinary.find(wanted, environment);
        if (found.isEmpty()) {
            err.println(
                    "no x0xd in $X0XD, on the PATH or in the cache: give --x0xd=PATH, or run deploy/x0xd/install.sh");
            err.println("(cargo install x0x --version " + X0xdBinary.TRIED + " --locked --bin x0xd into a cache of your"
                    + " own; about 16 minutes on 2 cores)");
            err.flush();
        }
        found.filter(binary -> !binary.tried()).ifPresent(other -> {
            err.println("warning: " + other.path() + " is x0xd " + other.version() + "; x0xtest is tested with "
                    + X0xdBinary.TRIED);
            err.flush();
        });
        return found.map(binary -> fitting(plan(binary, transport)));
    }

    /** Each node announces itself to each other: what a short interval costs grows with the square of the mesh. */
    private void checkAnnouncements(int seconds) {
        int least = (nodes * (nodes - 1) + MOST_ANNOUNCEMENTS - 1) / MOST_ANNOUNCEMENTS;
        if (seconds < least) {
            throw new UsageException("--heartbeat-secs " + seconds + " is too short for --nodes " + nodes + ": use "
                    + least + " or more");
        }
    }

    private int heartbeat() {
        Integer given = heartbeatSecs;
        if (given != null) {
            return given;
        }
        double times = (double) nodes / SMALL_MESH;
        return (int) Math.round(HEARTBEAT_SECS * Math.max(1, times * times));
    }

    private static MeshSpec fitting(MeshSpec mesh) {
        MeshCapacity.problem(mesh, MeshCapacity.Facts.here()).ifPresent(problem -> {
            throw new EnvironmentException("this machine cannot carry the mesh: " + problem, null);
        });
        return mesh;
    }

    private MeshSpec plan(@Nullable X0xdBinary binary, Transport between) {
        return new MeshSpec(nodes, binary, between, !noCards, heartbeat());
    }

    /** The chosen transport, or memory if the platform lacks it. */
    private Transport possible(PrintWriter err) {
        Optional<String> whyNot = transport.whyNot();
        whyNot.ifPresent(reason -> {
            err.println("stand-ins use the memory transport: " + reason);
            err.flush();
        });
        return whyNot.isEmpty() ? transport : Transport.MEMORY;
    }
}
