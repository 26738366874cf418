package dev.x0xtest.coordinator.fleet.hosts;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.coordinator.fleet.FleetNode;
import dev.x0xtest.daemon.Causes;
import dev.x0xtest.daemon.DaemonException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Visits every node of a fleet, eight at a time. Each visit has its own deadline. */
final class NodeVisits {
    private static final int AT_ONCE = 8;

    private NodeVisits() {}

    /** A visit to one node. It may block, and may throw an exception whose message is one line. */
    interface Visit<T> {
        T to(FleetNode node) throws InterruptedException, ExecutionException;
    }

    /** Exactly one of the two is present. */
    record Outcome<T>(@Nullable T found, @Nullable String problem) {}

    /** The outcomes in the order of the nodes. */
    static <T> Map<FleetNode, Outcome<T>> all(List<FleetNode> nodes, Visit<T> visit) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<Outcome<T>>> visits = new ArrayList<>();
            nodes.forEach(node -> visits.add(threads.submit(() -> one(node, visit))));
            Map<FleetNode, Outcome<T>> outcomes = new LinkedHashMap<>();
            for (int i = 0; i < visits.size(); i++) {
                outcomes.put(nodes.get(i), visits.get(i).get());
            }
            return outcomes;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a visit failed", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private static <T> Outcome<T> one(FleetNode node, Visit<T> visit) throws InterruptedException {
        try {
            return new Outcome<>(visit.to(node), null);
        } catch (EnvironmentException e) {
            return new Outcome<>(null, e.getMessage());
        } catch (ExecutionException e) {
            Throwable cause = Causes.unwrapped(e);
            if (cause instanceof DaemonException) {
                return new Outcome<>(null, "x0xd: " + cause.getMessage());
            }
            throw new IllegalStateException("the visit to " + node.label().text() + " failed", cause);
        }
    }
}
