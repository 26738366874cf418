package dev.x0xtest.local.faults;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.local.mesh.LocalMesh;
import dev.x0xtest.local.mesh.daemons.Daemons;
import dev.x0xtest.serve.api.live.Controls;
import dev.x0xtest.serve.api.live.LiveEvent;
import dev.x0xtest.serve.api.live.Refusal;
import dev.x0xtest.wire.NodeLabel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes faults in a local mesh and ends them, one after the other, on a thread of its own. Any thread. A stage that fails with a
 * {@link Refusal} has one line for people.
 */
public final class FaultSwitch implements AutoCloseable {
    /** So many faults hold at a time. */
    public static final int MOST = 20;

    private static final Logger log = LoggerFactory.getLogger(FaultSwitch.class);
    /** Runners are found and have their plans by then, and most hops are yet to come. */
    private static final Duration INTO_A_RUN = Duration.ofMillis(700);

    private static final long CLOSE_SECONDS = 15;

    private final List<Daemons.Node> nodes;
    private final MeshBreaker breaker;
    private final InstantSource wall;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "x0xtest-faults");
        made.setDaemon(true);
        return made;
    });
    // On the thread.
    private final Map<MeshFault, MeshBreaker.Mend> made = new LinkedHashMap<>();
    private long numbers;
    private volatile List<MeshFault> holding = List.of();

    /** A switch for this mesh; it breaks nothing yet. */
    public FaultSwitch(LocalMesh mesh, InstantSource wall) {
        this.nodes = mesh.nodes();
        this.breaker = MeshBreaker.of(mesh);
        this.wall = wall;
    }

    /** Takes part in the runs of a daemon from now on: some faults act in the middle of them. */
    void follow(Controls controls) {
        controls.subscribe(event -> {
            if (event instanceof LiveEvent.RunBegan) {
                later(() -> {
                    try {
                        breaker.inRun();
                    } catch (RuntimeException e) {
                        log.warn("a fault does not act: {}", e.getMessage());
                    }
                });
            }
        });
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the task tells its failures
    private void later(Runnable task) {
        try {
            thread.schedule(task, INTO_A_RUN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("after the end", e);
        }
    }

    /** What can be broken here. */
    public Set<FaultKind> kinds() {
        return breaker.kinds();
    }

    /** The nodes of the mesh, the anchor first. */
    public List<NodeLabel> nodes() {
        return nodes.stream().map(Daemons.Node::label).toList();
    }

    /** The faults that hold, the oldest first. */
    public List<MeshFault> holding() {
        return holding;
    }

    /**
     * Makes a fault.
     *
     * @param to null: the kind is about one node
     */
    public CompletionStage<MeshFault> make(FaultKind kind, NodeLabel node, @Nullable NodeLabel to) {
        return done(() -> {
            if (made.keySet().stream().anyMatch(fault -> fault.same(kind, node, to))) {
                throw new Refusal("it is broken already");
            }
            if (made.size() >= MOST) {
                throw new Refusal(MOST + " faults hold already: mend some");
            }
            MeshBreaker.Mend mend = breaker.make(kind, find(node), to == null ? null : find(to));
            MeshFault fault = new MeshFault("f" + ++numbers, kind, node, to, wall.millis());
            made.put(fault, mend);
            holding = List.copyOf(made.keySet());
            return fault;
        });
    }

    private Daemons.Node find(NodeLabel label) {
        return nodes.stream()
                .filter(node -> node.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new Refusal("there is no such node"));
    }

    /**
     * Ends faults, the latest first.
     *
     * @param id of one; null: all
     * @return those that it has ended; empty: there was none
     */
    public CompletionStage<List<MeshFault>> mend(@Nullable String id) {
        return done(() -> {
            List<MeshFault> chosen = new ArrayList<>();
            made.keySet().stream()
                    .filter(fault -> id == null || fault.id().equals(id))
                    .forEach(fault -> chosen.add(0, fault));
            for (MeshFault fault : chosen) {
                MeshBreaker.Mend mend = made.get(fault);
                if (mend != null) {
                    mend.mend();
                }
                made.remove(fault);
                holding = List.copyOf(made.keySet());
            }
            return chosen;
        });
    }

    private interface Step<T> {
        T take() throws InterruptedException;
    }

    private <T> CompletableFuture<T> done(Step<T> step) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            thread.execute(() -> take(step, result));
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(new Refusal("the mesh is being taken down"));
        }
        return result;
    }

    private static <T> void take(Step<T> step, CompletableFuture<T> result) {
        try {
            result.complete(step.take());
        } catch (EnvironmentException e) {
            result.completeExceptionally(
                    new Refusal(Optional.ofNullable(e.getMessage()).orElse("it failed")));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            result.completeExceptionally(new Refusal("the mesh is being taken down"));
        } catch (RuntimeException e) {
            result.completeExceptionally(e);
        }
    }

    /** Ends all faults, so that the daemons can end in order; for a quarter of a minute at most. */
    @Override
    public void close() {
        CompletionStage<List<MeshFault>> mended = mend(null);
        mended.whenComplete((faults, failure) -> {
            if (failure != null) {
                log.warn("a fault stays: {}", failure.getMessage());
            }
        });
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
