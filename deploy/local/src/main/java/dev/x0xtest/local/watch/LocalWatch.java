package dev.x0xtest.local.watch;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.coordinator.causes.Cause;
import dev.x0xtest.coordinator.command.options.AnchorOptions;
import dev.x0xtest.coordinator.matrix.RosterSelection;
import dev.x0xtest.coordinator.tunnel.AnchorRoute;
import dev.x0xtest.daemon.TokenSource;
import dev.x0xtest.local.faults.FaultRoutes;
import dev.x0xtest.local.faults.FaultSwitch;
import dev.x0xtest.local.mesh.LocalMesh;
import dev.x0xtest.local.mesh.daemons.Daemons;
import dev.x0xtest.serve.RunningServe;
import dev.x0xtest.serve.api.ApiSettings;
import dev.x0xtest.serve.api.http.Limits;
import dev.x0xtest.serve.history.database.DatabaseUrl;
import dev.x0xtest.serve.history.spool.History;
import dev.x0xtest.serve.history.store.Retention;
import dev.x0xtest.serve.incident.IncidentRules;
import dev.x0xtest.serve.measure.Target;
import dev.x0xtest.serve.schedule.terms.ScheduleConfig;
import dev.x0xtest.serve.watch.Settings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The daemon over a local mesh: everybody on this machine is its operator, and its API has a switch for faults. It measures
 * nothing before {@link #start}.
 */
public final class LocalWatch implements AutoCloseable {
    private static final String FLEET = "local";

    private final FaultSwitch faults;
    private final RunningServe serve;
    private final Terms terms;

    private LocalWatch(FaultSwitch faults, RunningServe serve, Terms terms) {
        this.faults = faults;
        this.serve = serve;
        this.terms = terms;
    }

    /**
     * How to watch.
     *
     * @param listen an address of loopback; port 0 takes a free one
     * @param state the directory of the history; the runs are in {@code x0xtest/runs} of it
     * @param fleetRate hops per second of all nodes together; null: no bound but each node's own
     */
    record Terms(
            InetSocketAddress listen,
            Path state,
            ScheduleConfig schedule,
            @Nullable Integer fleetRate,
            RunningServe.Told told) {}

    /**
     * Opens a watch in the usual way: a round every ten seconds, nobody is told.
     *
     * @param listen as in {@link Terms}
     * @param state as in {@link Terms}
     * @param fleetRate as in {@link Terms}
     * @throws EnvironmentException if the history or the address cannot be used: one line
     */
    public static LocalWatch open(LocalMesh mesh, InetSocketAddress listen, Path state, @Nullable Integer fleetRate) {
        ScheduleConfig schedule = LocalSchedule.usual(mesh.nodes().size());
        return open(mesh, new Terms(listen, state, schedule, fleetRate, RunningServe.Told.NOBODY));
    }

    static LocalWatch open(LocalMesh mesh, Terms terms) {
        Clock clock = Clock.systemUTC();
        Daemons.Node anchor = mesh.anchor();
        RosterSelection roster = mesh.roster();
        Target target = new Target(
                LocalSchedule.NETWORK,
                roster,
                List.of(new AnchorOptions.Anchor(
                        anchor.label(),
                        AnchorRoute.direct(anchor.address()),
                        () -> TokenSource.file(anchor.tokenFile()))),
                terms.fleetRate(),
                runs(terms.state()));
        // What is slow is told as well: it can be broken here.
        IncidentRules rules =
                new IncidentRules(2, 3, Duration.ofHours(24), Cause.Severity.SLOW, FLEET, /* pageBase= */ "");
        FaultSwitch faults = new FaultSwitch(mesh, clock);
        try {
            RunningServe serve = RunningServe.open(
                    new Settings(FLEET, List.of(target), terms.schedule(), rules),
                    new ApiSettings(terms.listen(), null, null, null, true, Set.of(), Limits.USUAL),
                    new History.Config(
                            DatabaseUrl.ofFile(History.file(terms.state())), terms.state(), clock, Retention.STANDARD),
                    terms::told,
                    new FaultRoutes(faults, clock));
            return new LocalWatch(faults, serve, terms);
        } catch (RuntimeException e) {
            faults.close();
            throw e;
        }
    }

    /** Where the runs of a state directory are, if that is the XDG state directory. */
    static Path runs(Path state) {
        return state.resolve("x0xtest").resolve("runs");
    }

    /** Measures from now on. */
    public void start() {
        serve.watch().start();
    }

    /** Where it listens: {@code http://127.0.0.1:PORT}. */
    public String url() {
        return serve.url();
    }

    /** What a person can do with it, in lines. */
    public List<String> hints() {
        long seconds = terms.schedule().series().get(0).ticks().every().toSeconds();
        return List.of(
                "open that address and break something with the switch beside the matrix: a round comes every "
                        + seconds + " s, and Ctrl-C ends all",
                "commands that the page names find these runs after: export XDG_STATE_HOME=" + terms.state());
    }

    /** The switch. */
    FaultSwitch faults() {
        return faults;
    }

    /** Ends the run under way in order and keeps it, and ends all faults; three quarters of a minute at most. */
    @Override
    public void close() {
        // First, so that the run under way can end in order.
        faults.close();
        serve.close();
    }
}
