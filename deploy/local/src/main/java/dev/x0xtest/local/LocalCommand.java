package dev.x0xtest.local;

import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.cli.Versions;
import dev.x0xtest.cli.options.DurationConverter;
import dev.x0xtest.cli.options.StandardOptions;
import dev.x0xtest.cli.options.VerdictExitCodes;
import dev.x0xtest.cli.terminal.Console;
import dev.x0xtest.cli.terminal.Terminals;
import dev.x0xtest.coordinator.command.options.MatrixOptions;
import dev.x0xtest.coordinator.matrix.Measurement;
import dev.x0xtest.coordinator.tunnel.AnchorRoute;
import dev.x0xtest.daemon.TokenSource;
import dev.x0xtest.local.mesh.LocalMesh;
import dev.x0xtest.local.mesh.daemons.Daemons;
import dev.x0xtest.local.mesh.daemons.MeshSpec;
import dev.x0xtest.local.watch.LocalWatch;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts a mesh on this machine, measures every pair as in a fleet, and stops the mesh. */
@Command(
        name = "local",
        description = "Start a mesh on this machine, measure every directed pair, and stop the mesh.",
        customSynopsis = "x0xtest local [OPTION]...",
        footerHeading = "Examples%n",
        footer = {
            "  x0xtest local",
            "  x0xtest local --nodes 12 --plane gossip",
            "  x0xtest local --keep",
            "  x0xtest local --serve",
            "  x0xtest local --x0xd --json out.json",
            "",
            DurationConverter.HELP
        },
        mixinStandardHelpOptions = true,
        versionProvider = Versions.Provider.class)
public final class LocalCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private MeshOptions meshOptions = new MeshOptions();

    @Mixin
    private MatrixOptions matrixOptions = new MatrixOptions();

    @Option(
            names = "--keep",
            description = "Keep the mesh running after the measurement until Ctrl-C, and print how to use it.")
    private boolean keep;

    @Mixin
    private ServeOptions serveOptions = new ServeOptions();

    @Mixin
    @SuppressWarnings("UnusedVariable") // read by picocli
    private VerdictExitCodes exitCodes = new VerdictExitCodes();

    @Mixin
    @SuppressWarnings("UnusedVariable") // read by CommandLineRunner
    private StandardOptions standard = new StandardOptions();

    @Override
    public Integer call() {
        Measurement.Config config = matrixOptions.configOnOneMachine();
        serveOptions.check(spec, ServeOptions.oneRun(spec, "matrixOptions", "--keep"));
        PrintWriter err = spec.commandLine().getErr();
        Optional<MeshSpec> plan = meshOptions.plan(System.getenv(), err);
        if (plan.isEmpty()) {
            return ExitCode.ENVIRONMENT.code();
        }
        Measurement measurement = new Measurement(config, spec.commandLine().getOut(), err);
        int nodes = plan.get().nodes();
        List<List<Integer>> cells = matrixOptions.cells(MeshSpec.NodeLabels.first(nodes), err);
        measurement.check(nodes, cells);
        try (Interruption interruption = Interruption.ofThisThread()) {
            try {
                return serveOptions.wanted()
                        ? serve(plan.get(), config, err)
                        : measure(plan.get(), cells, config, measurement, err);
            } catch (InterruptedException e) {
                ExitCode reason = interruption.reason().orElse(ExitCode.INTERRUPTED);
                err.println(reason.name().toLowerCase(Locale.ROOT) + ": the mesh is taken down");
                return reason.code();
            }
        }
    }

    private int measure(
            MeshSpec plan,
            @Nullable List<List<Integer>> cells,
            Measurement.Config config,
            Measurement measurement,
            PrintWriter err)
            throws InterruptedException {
        try (LocalMesh mesh = start(plan, config, err)) {
            Daemons.Node anchor = mesh.anchor();
            ExitCode exit = measurement.run(
                    mesh.roster().sparse(cells),
                    AnchorRoute.direct(anchor.address()),
                    () -> TokenSource.file(anchor.tokenFile()),
                    mesh::onFailure);
            if (keep && !exit.bySignal()) {
                holdUntilInterrupted(mesh, err);
            }
            return exit.code();
        }
    }

    /** Keeps watch until a signal interrupts this thread, or the mesh fails by itself. */
    private int serve(MeshSpec plan, Measurement.Config config, PrintWriter err) throws InterruptedException {
        Integer rate = config.limits().fleetRate();
        try (LocalMesh mesh = start(plan, config, err);
                LocalWatch watch = LocalWatch.open(
                        mesh, serveOptions.listen(), serveOptions.stateDir(mesh.folder("state")), rate)) {
            BlockingQueue<String> failures = new LinkedBlockingQueue<>();
            mesh.onFailure(failures::add);
            spec.commandLine().getOut().println("listening " + watch.url());
            spec.commandLine().getOut().flush();
            watch.hints().forEach(line -> err.println(Terminals.forStderr(line)));
            err.flush();
            watch.start();
            err.println(Terminals.forStderr(failures.take()));
            return ExitCode.ENVIRONMENT.code();
        }
    }

    private static LocalMesh start(MeshSpec plan, Measurement.Config config, PrintWriter err)
            throws InterruptedException {
        long startedNanos = System.nanoTime();
        LocalMesh mesh;
        try (BringUp bringUp = BringUp.on(err, plan.nodes(), config.outputs().quiet(), System::nanoTime)) {
            mesh = LocalMesh.start(plan, LocalMesh.runners(plan), bringUp::up);
        }
        double seconds = (System.nanoTime() - startedNanos) / 1e9;
        err.printf(
                Locale.ROOT,
                "mesh of %d up in %.1f s (%s), at most %d hops a second in all%n",
                mesh.nodes().size(),
                seconds,
                mesh.describe(),
                config.limits().fleetRate());
        err.flush();
        return mesh;
    }

    private static void holdUntilInterrupted(LocalMesh mesh, PrintWriter err) {
        String dots =
                Terminals.console(Terminals.STDERR, Console.ColorMode.AUTO).dots();
        // A command stays one line, which can be copied.
        DrivingHints.of(mesh.nodes(), dots)
                .forEach(line -> err.println(line.startsWith(" ") ? line : Terminals.forStderr(line)));
        err.flush();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            err.println("taking the mesh down");
        }
    }
}
