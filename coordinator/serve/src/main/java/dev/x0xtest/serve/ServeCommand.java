package dev.x0xtest.serve;

import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.cli.StrongRandom;
import dev.x0xtest.cli.Versions;
import dev.x0xtest.cli.launch.CommandLineRunner;
import dev.x0xtest.cli.options.DurationConverter;
import dev.x0xtest.cli.options.StandardOptions;
import dev.x0xtest.cli.service.ServiceManager;
import dev.x0xtest.coordinator.Main;
import dev.x0xtest.serve.alert.AlertOptions;
import dev.x0xtest.serve.api.ApiOptions;
import dev.x0xtest.serve.api.ApiServer;
import dev.x0xtest.serve.api.ApiSettings;
import dev.x0xtest.serve.history.command.HistoryOptions;
import dev.x0xtest.serve.history.spool.History;
import dev.x0xtest.serve.history.store.Retention;
import dev.x0xtest.serve.measure.Target;
import dev.x0xtest.serve.schedule.plan.DayPlan;
import dev.x0xtest.serve.schedule.plan.DayPlanText;
import dev.x0xtest.serve.watch.Settings;
import dev.x0xtest.serve.watch.Watch;
import dev.x0xtest.serve.watch.WatchParts;
import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.NodeLabel;
import io.netty.util.concurrent.Ticker;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures a fleet on a schedule, remembers, and alerts, until SIGTERM. */
@Command(
        name = "serve",
        description = "Keep watch over a fleet: measure it on a schedule, remember, alert, and answer over HTTP.",
        customSynopsis = {
            " x0xtest serve --fleet=FILE [OPTION]...",
            " x0xtest serve --anchor=NODE --nodes=NODE[=AGENT_ID],... [OPTION]..."
        },
        exitCodeListHeading = "Exit status%n",
        exitCodeList = {
            "0:--plan has printed the plan.",
            ExitCode.Help.USAGE,
            "3:The history belongs to another process or to a newer version, or the address is in use.",
            ExitCode.Help.INTERNAL,
            "130:Interrupted.",
            "143:Stopped by SIGTERM."
        },
        footerHeading = "Examples%n",
        footer = {
            "  x0xtest serve --fleet fleet.toml --plan",
            "  x0xtest serve --fleet fleet.toml --network test,prod",
            "  x0xtest serve --fleet fleet.toml --chat-webhook /etc/x0xtest/chat.url",
            "  x0xtest serve --config /etc/x0xtest/coordinator-test.toml",
            "",
            DurationConverter.HELP
        },
        mixinStandardHelpOptions = true)
public final class ServeCommand implements Callable<Integer> {
    private static final Logger log = LoggerFactory.getLogger(ServeCommand.class);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private NetworksOptions networksOptions = new NetworksOptions();

    @Mixin
    private ScheduleOptions scheduleOptions = new ScheduleOptions();

    @Mixin
    private AlertOptions alertOptions = new AlertOptions();

    @Mixin
    private ApiOptions apiOptions = new ApiOptions();

    @Mixin
    private HistoryOptions historyOptions = new HistoryOptions();

    @Mixin
    @SuppressWarnings("UnusedVariable") // read by CommandLineRunner
    private StandardOptions standard = new StandardOptions();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "What the fleet is called in alerts and pages (default: the name of its file).")
    private @Nullable String name;

    @Option(names = "--plan", description = "Print what a day of this schedule sends and stores, and exit.")
    private boolean plan;

    /** Takes the settings of a command line that was read again; null: this is the daemon itself. */
    private final @Nullable Consumer<Settings> reread;

    /** For picocli. */
    public ServeCommand() {
        this(null);
    }

    private ServeCommand(@Nullable Consumer<Settings> reread) {
        this.reread = reread;
    }

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = settings();
        if (reread != null) {
            reread.accept(settings);
            return ExitCode.PASS.code();
        }
        if (plan) {
            CommandLine line = spec.commandLine();
            DayPlanText.lines(DayPlan.of(settings.schedule()), line.getUsageHelpWidth())
                    .forEach(line.getOut()::println);
            line.getOut().flush();
            return ExitCode.PASS.code();
        }
        ServeLogging.install(System.getenv());
        ApiSettings api = apiOptions.settings();
        Clock clock = Clock.systemUTC();
        History history = History.open(
                new History.Config(historyOptions.url(), historyOptions.stateDir(), clock, Retention.STANDARD));
        try (Watch watch = watch(settings, history, clock);
                ApiServer server = ApiServer.start(api, history.reader(), watch, clock)) {
            return serve(watch, server);
        }
    }

    private Watch watch(Settings settings, History history, Clock clock) {
        LongSupplier nanos = Ticker.systemTicker()::nanoTime;
        return new Watch(
                settings,
                new WatchParts(
                        history,
                        alertOptions.sinks(
                                settings.fleet(),
                                settings.schedule().series().get(0).ticks().every(),
                                clock),
                        alertOptions.heartbeat().orElse(null),
                        clock,
                        nanos,
                        StrongRandom.system(),
                        Versions.withCommit()));
    }

    private int serve(Watch watch, ApiServer server) throws InterruptedException {
        CommandLine line = spec.commandLine();
        line.getOut().println("listening " + server.url());
        line.getOut().flush();
        CompletableFuture<Integer> ended = new CompletableFuture<>();
        Signals.register("TERM", () -> ended.complete(ExitCode.TERMINATED.code()));
        Signals.register("INT", () -> ended.complete(ExitCode.INTERRUPTED.code()));
        Signals.register("HUP", () -> reload(watch, server));
        ServiceManager manager =
                ServiceManager.of(System.getenv(), ProcessHandle.current().pid());
        manager.feedFrom(watch.loop());
        watch.start();
        watch.loop().execute(() -> manager.ready("watches, answers at " + server.url()));
        int code = ended.join();
        log.info("stopping");
        watch.loop().execute(() -> manager.stopping("stopping"));
        return code;
    }

    /** SIGHUP: reads the command line and its files again. What is wrong there is one line, and nothing changes. */
    private void reload(Watch watch, ApiServer server) {
        CommandLine root = new CommandLine(CommandSpec.create().name("x0xtest"));
        root.addSubcommand(new ServeCommand(watch::reload));
        List<String> typed = spec.root().commandLine().getParseResult().originalArgs();
        int code = new CommandLineRunner(System.getenv(), Main.VARIABLES).run(root, typed.toArray(String[]::new));
        if (code == ExitCode.PASS.code()) {
            try {
                server.reload();
            } catch (RuntimeException e) {
                log.error("tokens and certificate stay as they were: {}", e.getMessage());
            }
        } else {
            log.error("the configuration stays as it was");
        }
    }

    private Settings settings() {
        List<Target> targets = networksOptions.targets(scheduleOptions.fleetRate());
        Map<NetworkName, Set<String>> nodes = new LinkedHashMap<>();
        targets.forEach(target -> nodes.put(
                target.network(),
                target.selection().labels().stream().map(NodeLabel::text).collect(Collectors.toSet())));
        String fleet = name == null ? networksOptions.fleetName() : name;
        return new Settings(fleet, targets, scheduleOptions.config(nodes), alertOptions.rules(fleet, ""));
    }
}
