package dev.x0xtest.runner;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.cli.StrongRandom;
import dev.x0xtest.cli.Versions;
import dev.x0xtest.cli.options.DaemonOptions;
import dev.x0xtest.cli.options.StandardOptions;
import dev.x0xtest.cli.service.Blockage;
import dev.x0xtest.cli.service.ServiceManager;
import dev.x0xtest.daemon.DaemonAddress;
import dev.x0xtest.daemon.TokenSource;
import dev.x0xtest.runner.metrics.MetricsEndpoint;
import dev.x0xtest.runner.service.RunnerStatus;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command that runs a {@link Runner} until SIGTERM or Ctrl-C, which end it in order with exit code 0. */
@Command(
        name = "runner",
        customSynopsis = "${COMMAND-FULL-NAME} --coordinator=ID[=POWERS] --api-token-file=FILE [OPTION]...",
        exitCodeListHeading = "Exit status%n",
        exitCodeList = {
            "0:Stopped by SIGTERM or Ctrl-C.",
            ExitCode.Help.USAGE,
            "3:Another runner serves this agent, or x0xd has become another agent.",
            ExitCode.Help.INTERNAL,
            "75:x0xd refuses the token that the service manager handed over: start again."
        },
        footerHeading = "Examples%n",
        footer = {
            "  ${COMMAND-FULL-NAME} --node sfo --api-token-file TOKEN --coordinator AGENT_ID",
            "  ${COMMAND-FULL-NAME} --config /etc/x0xtest/runner-test.toml"
        },
        mixinStandardHelpOptions = true,
        versionProvider = Versions.Provider.class,
        description = "Runs beside an x0xd and executes the commands of its coordinators.")
public final class RunnerCommand implements Callable<Integer> {
    /** The environment variables of upstream's runner, by option. */
    public static final Map<String, List<String>> VARIABLES = variables();

    private static final Logger log = LoggerFactory.getLogger(RunnerCommand.class);
    private static final long STOP_SECONDS = 20;

    @Mixin
    @SuppressWarnings("UnusedVariable") // --config and --stacktrace are read by CommandLineRunner
    private final StandardOptions standard = new StandardOptions();

    @Mixin
    private final DaemonOptions daemon = new DaemonOptions();

    @Mixin
    private final RunnerOptions options = new RunnerOptions();

    @Option(
            names = "--rehearse",
            hidden = true,
            description = "Rehearse a run without a socket, and exit: what makes class data starts this.")
    private boolean rehearse;

    private static Map<String, List<String>> variables() {
        Map<String, List<String>> variables = new HashMap<>(DaemonOptions.VARIABLES);
        variables.put("--node", List.of("NODE_NAME"));
        variables.put("--network", List.of("X0X_NETWORK"));
        variables.put("--log-level", List.of("LOG_LEVEL"));
        variables.put("--no-pubsub-after-discover", List.of("X0X_NO_PUBSUB_AFTER_DISCOVER"));
        variables.put("--result-ack-ms", List.of("X0X_RESULT_RAW_QUIC_ACK_MS"));
        return Map.copyOf(variables);
    }

    @Override
    public Integer call() throws InterruptedException {
        RunnerLogging.install(options.logLevel());
        RunnerConfig config = options.toConfig(hostName(), System.getenv());
        InetSocketAddress metrics = options.metrics();
        DaemonAddress address = daemon.address();
        TokenSource token = daemon.tokenSource();
        rehearse();
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try {
            if (rehearse) {
                Class.forName(NioSocketChannel.class.getName()); // loads it and opens none
                return ExitCode.PASS.code();
            }
            EventLoop loop = group.next();
            SecureRandom random = StrongRandom.system();
            CredentialToken credential = daemon.tokenIsCredential(System.getenv()) ? new CredentialToken(token) : null;
            RunnerLinks links = new RestLinks(address, credential == null ? token : credential, loop, random);
            ServiceManager manager =
                    ServiceManager.of(System.getenv(), ProcessHandle.current().pid());
            manager.feedFrom(loop);
            Runner runner = new Runner(config, links, loop, Clock.systemUTC(), random, state -> tell(manager, state));
            if (credential != null) {
                credential.refused().thenRun(runner::tokenRefused);
            }
            if (metrics != null) {
                // Closed with its event loop, so that the end of the runner is told as well.
                MetricsEndpoint.open(loop, metrics, runner.metrics()::snapshots);
            }
            return run(runner);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("a jar of Netty is missing", e);
        } finally {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }

    private static void tell(ServiceManager manager, RunnerStatus.RunnerState state) {
        switch (state.phase()) {
            case WAITING -> manager.status(state.text());
            case ATTACHED -> manager.ready(state.text());
            case STOPPING -> manager.stopping(state.text());
        }
    }

    /** Before the runner is ready, so that no run pays for it. A runner works without it. */
    private static void rehearse() {
        try {
            Rehearsal.perform();
        } catch (RuntimeException e) {
            log.warn("the rehearsal failed, the first run will be slower", e);
        }
    }

    private static int run(Runner runner) throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        Thread hook = new Thread(() -> stop(runner, ended), "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            runner.terminated().whenComplete((nothing, error) -> ended.countDown());
            runner.start()
                    .thenRun(() -> Blockage.fromProperty(Optional.ofNullable(System.getProperty("x0xtest.block"))));
            runner.terminated().get();
            return ExitCode.PASS.code();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CredentialToken.RefusedException refused) {
                log.error("{}", refused.getMessage());
                return ExitCode.STALE_CREDENTIAL.code();
            }
            throw e.getCause() instanceof EnvironmentException reason
                    ? reason
                    : new IllegalStateException("the runner failed", e.getCause());
        } finally {
            forget(hook);
        }
    }

    /**
     * Ends the process with 0. Without this the JVM exits with 143 or 130 after its shutdown hooks, although the runner
     * stopped as requested.
     */
    private static void stop(Runner runner, CountDownLatch ended) {
        runner.close();
        try {
            if (ended.await(STOP_SECONDS, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(ExitCode.PASS.code());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyStopping) {
            // the shutdown hook ends the process
        }
    }

    private static String hostName() {
        @Nullable String fromShell = System.getenv("HOSTNAME");
        if (fromShell != null && !fromShell.isEmpty()) {
            return fromShell;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "";
        }
    }
}
