package dev.x0xtest.runner;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.daemon.Causes;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.Deadline;
import dev.x0xtest.runner.lock.RunnerLock;
import dev.x0xtest.runner.metrics.RunnerMetrics;
import dev.x0xtest.runner.result.RunnerIdentity;
import dev.x0xtest.runner.service.DaemonWatch;
import dev.x0xtest.runner.service.RunnerStatus;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runner beside one x0xd. It waits for the daemon, locks its agent id, attaches to the streams and executes
 * commands of its coordinators. When closed, it finishes the work in progress. Methods may be called from any thread
 * and do not block; all work is done on the event loop, whose ticker is the monotonic clock.
 */
public final class Runner implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Runner.class);
    private static final int LOCK_TRIES = 50;
    private static final long DRAIN_SECONDS = 10;
    private static final long CLEAN_UP_SECONDS = 2;

    private static final long REFUSED_SECONDS = 30;

    private final RunnerConfig config;
    private final RunnerLinks links;
    private final EventLoop loop;
    private final Clock clock;
    private final RandomGenerator random;
    private final RunnerStatus status;
    private final DaemonWatch watch = new DaemonWatch();
    private final CompletableFuture<@Nullable Void> ready = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> terminated = new CompletableFuture<>();

    private @Nullable DaemonWait waiting;
    private @Nullable RunnerIdentity self;
    private @Nullable RunnerLock lock;
    private @Nullable RunnerCore core;
    private boolean closing;

    /**
     * Creates the runner; {@link #start} begins to work.
     *
     * @param whenStateChanges called on the event loop with each new state
     */
    public Runner(
            RunnerConfig config,
            RunnerLinks links,
            EventLoop loop,
            Clock clock,
            RandomGenerator random,
            Consumer<RunnerStatus.RunnerState> whenStateChanges) {
        this.config = config;
        this.links = links;
        this.loop = loop;
        this.clock = clock;
        this.random = random;
        this.status = new RunnerStatus(links.where(), config.authority().describeBriefly(), whenStateChanges);
    }

    /**
     * Completes when the stream of direct messages is open and the topics are subscribed. Fails if the runner ends
     * before.
     */
    public CompletableFuture<@Nullable Void> start() {
        loop.execute(() -> {
            DaemonWait wait = new DaemonWait(links.where(), links.daemon(), loop, random, status::waiting);
            waiting = wait;
            CompletableFuture<DaemonWait.Found> found = wait.start();
            found.thenAccept(this::begin).whenComplete((nothing, error) -> {
                if (error != null && !found.isCancelled()) {
                    end(Causes.unwrapped(error));
                }
            });
        });
        return ready;
    }

    /**
     * Completes when the runner has ended: normally after {@link #close}, with {@link EnvironmentException} if the
     * runner cannot continue, with any other exception for a defect.
     */
    public CompletableFuture<@Nullable Void> terminated() {
        return terminated;
    }

    /** The metrics of this runner, to be read on its event loop. */
    public RunnerMetrics metrics() {
        return new RunnerMetrics(config.node(), loop.ticker(), status::attached, links::calls, () -> {
            RunnerCore running = core;
            return running == null ? null : running.figures();
        });
    }

    private void begin(DaemonWait.Found daemon) {
        begin(daemon, LOCK_TRIES);
    }

    /** Tries again if another runner of the agent is starting, too: one of the two will be first. */
    private void begin(DaemonWait.Found daemon, int tries) {
        if (closing) {
            return;
        }
        Optional<RunnerLock> taken;
        try {
            taken = RunnerLock.acquire(
                    config.lockDir(),
                    daemon.agent().agentId(),
                    links.secret(),
                    ProcessHandle.current().pid());
        } catch (EnvironmentException e) {
            end(e);
            return;
        }
        if (taken.isEmpty()) {
            if (tries == 1) {
                end(new EnvironmentException(
                        "another runner for agent " + daemon.agent().agentId().hex() + " is starting", null));
            } else {
                loop.schedule(() -> begin(daemon, tries - 1), random.nextInt(20, 200), TimeUnit.MILLISECONDS);
            }
            return;
        }
        lock = taken.get();
        attach(daemon);
    }

    private void attach(DaemonWait.Found daemon) {
        watch.restarted(daemon.health().uptimeSecs(), loop.ticker().nanoTime());
        RunnerIdentity identity = new RunnerIdentity(config.node(), daemon.agent(), clock);
        self = identity;
        log.info(
                "runner {} node={} agent_id={} x0xd={} at {}; {}",
                RunnerIdentity.AGENT,
                config.node().text(),
                identity.agentId().hex(),
                daemon.health().version(),
                links.where(),
                config.authority().describe());
        RunnerCore started =
                new RunnerCore(config, links, loop, random, identity, status, daemon.health(), this::checkDaemon);
        core = started;
        started.open().whenComplete((nothing, error) -> {
            status.subscribed();
            ready.complete(null);
        });
    }

    /** After each attachment: checks whether the daemon was restarted. */
    private void checkDaemon() {
        links.daemon().health().whenComplete((health, error) -> {
            if (error == null
                    && !closing
                    && watch.restarted(health.uptimeSecs(), loop.ticker().nanoTime())) {
                restarted(health);
            }
        });
    }

    private void restarted(Daemon.Health health) {
        log.warn("x0xd was restarted: version={} uptime_s={}", health.version(), health.uptimeSecs());
        RunnerCore running = core;
        if (running != null) {
            running.daemonRestarted(health);
        }
        links.daemon().agent().whenComplete((agent, error) -> {
            RunnerIdentity known = self;
            if (error == null && known != null && !agent.equals(known.agent())) {
                end(new EnvironmentException(
                        "x0xd at " + links.where() + " is another agent now: "
                                + agent.agentId().hex(),
                        null));
            }
        });
    }

    /**
     * The daemon refuses the token, and this process cannot get another one. The runner ends: at once if it was accepted
     * before, else after 30 s without an answer, so that a wrong token makes no hot loop of restarts.
     */
    void tokenRefused() {
        loop.execute(() -> {
            if (core != null) {
                endRefused();
            } else {
                loop.schedule(
                        () -> {
                            if (core == null) {
                                endRefused();
                            }
                        },
                        REFUSED_SECONDS,
                        TimeUnit.SECONDS);
            }
        });
    }

    private void endRefused() {
        if (!closing) {
            end(new CredentialToken.RefusedException(links.where()));
        }
    }

    /** Begins the orderly end, which takes up to about 12 s; {@link #terminated} completes afterwards. */
    @Override
    public void close() {
        loop.execute(() -> {
            if (!closing) {
                closing = true;
                drain();
            }
        });
    }

    private void drain() {
        status.stopping("stopping: finishing work in progress");
        RunnerCore running = core;
        if (running == null) {
            end(null);
            return;
        }
        log.info("stopping: finishing work in progress");
        within(
                DRAIN_SECONDS,
                running.drain(),
                () -> within(
                        CLEAN_UP_SECONDS,
                        running.unsubscribe(),
                        () -> within(CLEAN_UP_SECONDS, running.closeStreams(), () -> end(null))));
    }

    private void within(long seconds, CompletableFuture<@Nullable Void> step, Runnable next) {
        CompletableFuture<@Nullable Void> over = new CompletableFuture<>();
        Deadline limit = Deadline.after(loop, Duration.ofSeconds(seconds), () -> over.complete(null));
        step.whenComplete((nothing, error) -> over.complete(null));
        over.whenComplete((nothing, error) -> {
            limit.cancel();
            next.run();
        });
    }

    private void end(@Nullable Throwable reason) {
        closing = true;
        status.stopping(reason == null ? "stopped" : "failed: " + reason.getMessage());
        RunnerCore running = core;
        if (reason != null && running != null) {
            running.closeStreams().whenComplete((nothing, error) -> finish(reason));
        } else {
            finish(reason);
        }
    }

    private void finish(@Nullable Throwable reason) {
        release();
        DaemonWait wait = waiting;
        if (wait != null) {
            wait.close();
        }
        links.daemon().close();
        if (reason == null) {
            log.info("stopped");
            ready.cancel(false);
            terminated.complete(null);
        } else {
            ready.completeExceptionally(reason);
            terminated.completeExceptionally(reason);
        }
    }

    private void release() {
        RunnerLock held = lock;
        lock = null;
        try {
            if (held != null) {
                held.close();
            }
        } catch (IOException e) {
            log.warn(
                    "the lock file could not be closed: {}", Causes.unwrapped(e).getMessage());
        }
    }
}
