package dev.x0xtest.minimesh;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import dev.x0xtest.minimesh.DaemonConfigFile.BadConfigException;
import dev.x0xtest.minimesh.fault.FaultPlan;
import dev.x0xtest.minimesh.node.links.Timings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Runs a stand-in as a process. Takes the flags and the configuration file of x0xd; {@code --nodes} starts a whole mesh
 * instead. Runs until SIGTERM, Ctrl-C or {@code POST /shutdown}, then exits 0.
 */
@Command(
        name = "x0xd",
        description = "A stand-in for x0xd 0.48.1, for tests and demonstrations.",
        mixinStandardHelpOptions = true,
        version = {"x0xd 0.48.1", "stand-in: x0xtest mini-mesh"},
        sortOptions = false)
public final class MiniMeshMain implements Callable<Integer> {
    @Mixin
    private final X0xdOptions x0xd = new X0xdOptions();

    @Option(
            names = "--nodes",
            paramLabel = "N",
            description = "Run N nodes in this process; each picks a free API port.")
    private int nodes;

    @Option(names = "--root", paramLabel = "DIR", description = "With --nodes: the parent of their data directories.")
    private @Nullable Path root;

    @Option(names = "--cold", description = "With --nodes: do not exchange the nodes' cards.")
    private boolean cold;

    @Option(
            names = "--transport",
            paramLabel = "memory|quic",
            description = "Transport between the nodes (default: quic).")
    private Transport transport = Transport.QUIC;

    @Option(
            names = "--fault",
            paramLabel = "FAULT",
            description = "A fault to inject, e.g. 'drop src=0 dst=2 plane=raw prefix=hello| count=1'; repeatable."
                    + " Actions: drop delay retransmit duplicate corrupt reorder false-ack lose-ack refuse stall.")
    private List<String> faults = List.of();

    @Option(
            names = "--gossip-hedge-ms",
            paramLabel = "MS",
            description = "Delay of each gossip send (default: 5; x0xd: 250).")
    private long gossipHedgeMs = 5;

    @Option(
            names = "--time-scale",
            paramLabel = "FACTOR",
            description = "Factor for every acknowledgement and discovery timeout (default: 1).")
    private double timeScale = 1;

    @Spec
    private @Nullable CommandSpec spec;

    private final CountDownLatch shutdown = new CountDownLatch(1);

    public static void main(String[] arguments) {
        System.exit(commandLine(new MiniMeshMain()).execute(arguments));
    }

    /** The command line, lenient as x0xd's is: it accepts an unknown flag. */
    static CommandLine commandLine(MiniMeshMain main) {
        return new CommandLine(main)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUnmatchedArgumentsAllowed(true)
                .setOverwrittenOptionsAllowed(true)
                .setParameterExceptionHandler((problem, arguments) -> {
                    problem.getCommandLine().getErr().println("Error: " + problem.getMessage());
                    return 1;
                });
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            var plan = new FaultPlan();
            faults.forEach(plan::add);
            AutoCloseable running = nodes > 0 ? mesh(plan) : daemon(plan);
            if (running == null) {
                return 0;
            }
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(running), "stop"));
            shutdown.await();
            return 0;
        } catch (BadConfigException | IOException | IllegalArgumentException | IllegalStateException e) {
            err().println("Error: " + e.getMessage());
            return 1;
        }
    }

    private @Nullable AutoCloseable daemon(FaultPlan plan) throws BadConfigException, IOException {
        DaemonConfigFile file = x0xd.config == null ? DaemonConfigFile.none() : DaemonConfigFile.read(x0xd.config);
        logLevel(file.text("log_level").orElse("warn"));
        file.unknownKeys().forEach(key -> err().println("warning: unknown configuration key " + key));
        StandInConfig config = x0xd.toConfig(file, timings());
        if (x0xd.check) {
            out().println("configuration ok");
            return null;
        }
        return MiniDaemon.start(config, usable(transport), plan, shutdown::countDown);
    }

    private AutoCloseable mesh(FaultPlan plan) {
        logLevel("warn");
        if (root == null) {
            throw new IllegalArgumentException("--nodes needs --root");
        }
        MiniMesh mesh = MiniMesh.builder()
                .nodes(nodes)
                .root(root)
                .transport(usable(transport))
                .cards(!cold)
                .timings(timings())
                .faults(plan)
                .randomSeed()
                .start();
        for (StandIn node : mesh.nodes()) {
            out().println("api=" + node.apiBase() + " token_file="
                    + node.dataDir().resolve("api-token") + " agent_id=" + node.agentId());
        }
        out().flush();
        return mesh;
    }

    private Timings timings() {
        return Timings.real().scaledBy(timeScale).withGossipHedge(Duration.ofMillis(gossipHedgeMs));
    }

    private Transport usable(Transport wanted) {
        return wanted.whyNot()
                .map(reason -> {
                    err().println("warning: " + reason + "; using the memory transport, which reaches only nodes of"
                            + " this process");
                    return Transport.MEMORY;
                })
                .orElse(wanted);
    }

    private static void logLevel(String level) {
        ILoggerFactory factory = LoggerFactory.getILoggerFactory();
        if (factory instanceof LoggerContext context) {
            context.getLogger("ROOT").setLevel(Level.toLevel(level, Level.WARN));
        }
    }

    // A JVM that a signal ends exits 143; x0xd exits 0.
    private static void stop(AutoCloseable running) {
        try {
            running.close();
            Runtime.getRuntime().halt(0);
        } catch (Exception e) {
            System.err.println("Error: " + e.getMessage());
            Runtime.getRuntime().halt(1);
        }
    }

    private PrintWriter out() {
        return commandLine().getOut();
    }

    private PrintWriter err() {
        return commandLine().getErr();
    }

    private CommandLine commandLine() {
        if (spec == null) {
            throw new IllegalStateException("not run by a command line");
        }
        return spec.commandLine();
    }
}
