package dev.x0xtest.local;

import dev.x0xtest.cli.options.Ranges;
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
            defaultValue = "5",
            description = "Interval of a daemon's announcements, 1 to 3600 (default: ${DEFAULT-VALUE}).")
    private int heartbeatSecs;

    /** The mesh to bring up. Empty if {@code --x0xd} finds no x0xd; a message on {@code err} then says so. */
    public Optional<MeshSpec> plan(Map<String, String> environment, PrintWriter err) {
        Ranges.between("--nodes", nodes, 2, MOST_NODES);
        Ranges.between("--heartbeat-secs", heartbeatSecs, 1, 3600);
        String wanted = x0xd;
        if (wanted == null) {
            return Optional.of(plan(null, possible(err)));
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
        return found.map(binary -> plan(binary, transport));
    }

    private MeshSpec plan(@Nullable X0xdBinary binary, Transport between) {
        return new MeshSpec(nodes, binary, between, !noCards, heartbeatSecs);
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
