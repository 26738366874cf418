package dev.x0xtest.local.simulation;

import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.DaemonException;
import dev.x0xtest.daemon.DirectMessage;
import dev.x0xtest.daemon.TopicMessage;
import dev.x0xtest.daemon.stream.StreamListener;
import dev.x0xtest.local.simulation.coordinator.Anchor;
import dev.x0xtest.local.simulation.time.PostedListener;
import dev.x0xtest.local.simulation.time.Turns;
import dev.x0xtest.runner.RunnerLinks;
import dev.x0xtest.runner.store.LedgerDisk;
import dev.x0xtest.wire.AgentId;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A simulated x0xd as its runner sees it: without topics, and as fast as its host. Each party gets its own connections.
 */
final class SimulatedDaemon implements Anchor {
    static final String VERSION = "0.48.1";

    private static final long LOCAL_NANOS = 500_000L;
    /** No queue of work is that long. */
    private static final long STOPPED_NANOS = 3_600_000_000_000L;

    private final SimulatedMesh mesh;
    private final AgentId self;
    private final HostModel host;
    private final int index;
    private final Processor processor = new Processor();
    private final List<EventQueue> subscribers = new ArrayList<>();
    private final Map<Long, Integer> hopsBySecond = new HashMap<>();
    private final Map<Long, CompletableFuture<?>> calls = new LinkedHashMap<>();
    private long nextCall;
    private final Map<Integer, Long> lastFrom = new HashMap<>();
    private final Map<Integer, Long> lostTo = new HashMap<>();
    private long incoming;
    private long bootNanos;
    private long upAgainNanos = Long.MIN_VALUE;
    private long frozenUntilNanos = Long.MIN_VALUE;
    private final Turns turns = new Turns();
    private double crowded;
    private SplittableRandom crowd = new SplittableRandom(0);

    SimulatedDaemon(SimulatedMesh mesh, AgentId self, HostModel host) {
        this.mesh = mesh;
        this.self = self;
        this.host = host;
        this.index = mesh.add(this);
    }

    /** Place among the daemons of the mesh, from 0. */
    int index() {
        return index;
    }

    @Override
    public AgentId self() {
        return self;
    }

    /** The id of the machine that it runs on. */
    String machine() {
        return machine(self);
    }

    private static String machine(AgentId agent) {
        return "dd".repeat(16) + agent.hex().substring(32);
    }

    @Override
    public Runnable attach(StreamListener<DirectMessage> listener, EventLoop loop) {
        EventQueue queue = new EventQueue(
                host, mesh.loop(), loop == mesh.loop() ? listener : new PostedListener<>(listener, loop));
        subscribers.add(queue);
        mesh.at(mesh.nowNanos() + LOCAL_NANOS, queue::open);
        return () -> subscribers.remove(queue);
    }

    /** Stops the daemon's process for this long. What is sent to it meanwhile waits. */
    void freeze(Duration time) {
        frozenUntilNanos = mesh.nowNanos() + time.toNanos();
        processor.freeze(frozenUntilNanos);
    }

    /** Whether its process stands still. */
    boolean frozen(long nowNanos) {
        return frozenUntilNanos > nowNanos;
    }

    /** Ends the daemon's process, which is up again after this time, without its counters and streams. */
    void restart(Duration time) {
        long upNanos = mesh.nowNanos() + time.toNanos();
        upAgainNanos = upNanos;
        bootNanos = upNanos;
        turns.boot();
        incoming = 0;
        lastFrom.clear();
        lostTo.clear();
        List.copyOf(calls.values()).forEach(call -> call.completeExceptionally(lost()));
        subscribers.forEach(EventQueue::lose);
        mesh.at(upNanos + LOCAL_NANOS, this::reopen);
    }

    /** Ends the event streams for this long. What comes meanwhile is never shown. */
    void cutStreams(Duration time) {
        subscribers.forEach(EventQueue::cut);
        mesh.at(mesh.nowNanos() + time.toNanos(), this::reopen);
    }

    private void reopen() {
        subscribers.stream().filter(any -> up()).forEach(EventQueue::reopen);
    }

    /** From now on this share of the events gets lost in the queues of subscribers. */
    void crowd(double share, long seed) {
        crowded = share;
        crowd = new SplittableRandom(seed);
    }

    /** A second daemon with this identity takes turns with this one from now on. */
    void takeTurns() {
        turns.begin(mesh.nowNanos());
    }

    /** The number of the present connection to another daemon. */
    long connection(SimulatedDaemon peer) {
        return turns.connection(peer.turns, mesh.nowNanos());
    }

    long uptimeSecs() {
        return (bootNanos == 0 ? 3_600 : 0) + (mesh.nowNanos() - bootNanos) / 1_000_000_000L;
    }

    /** Whether the daemon's process runs. */
    boolean up() {
        return mesh.nowNanos() >= upAgainNanos;
    }

    /** When a process that does not run will run again. */
    long upAgainNanos() {
        return upAgainNanos;
    }

    /** Whether its process runs, and is not stopped. */
    boolean running() {
        return up() && !processor.busy(mesh.nowNanos() + STOPPED_NANOS);
    }

    /** Something came from that host. */
    void heard(int from) {
        lastFrom.put(from, mesh.nowNanos());
    }

    /** When something came from that host last. */
    long lastFrom(int from) {
        return lastFrom.getOrDefault(from, bootNanos);
    }

    /** So many packets to that host were lost. */
    void lost(int to, long packets) {
        if (packets > 0) {
            lostTo.merge(to, packets, Long::sum);
        }
    }

    long lostTo(int to) {
        return lostTo.getOrDefault(to, 0L);
    }

    long roundTripNanos(SimulatedDaemon peer) {
        return mesh.roundTripNanos(index, peer.index);
    }

    private static DaemonException lost() {
        return new DaemonException(
                DaemonException.Kind.DISCONNECTED,
                "the connection was lost",
                new DaemonException.Disconnected("the connection was lost", true, null));
    }

    /** The most hops that reached this host in one second of virtual time. */
    int busiestSecond() {
        return hopsBySecond.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    /** Events that subscribers lost. */
    long evicted() {
        return subscribers.stream().mapToLong(EventQueue::evicted).sum();
    }

    /** Takes up a message to send; returns when it leaves. */
    long sent(int bytes) {
        return processor.done(mesh.nowNanos(), host.sendNanos(bytes));
    }

    /**
     * Receives a message from the mesh and passes it to the subscribers.
     *
     * @param lost whether it is acknowledged and never shown
     * @param verified whether the daemon says that it has verified the sender
     * @return when it is acknowledged
     */
    long received(AgentId from, byte[] payload, boolean hop, boolean lost, boolean verified) {
        if (hop) {
            hopsBySecond.merge(mesh.nowNanos() / 1_000_000_000L, 1, Integer::sum);
        }
        long doneNanos = processor.done(mesh.nowNanos(), host.receiveNanos(payload.length));
        if (!lost) {
            mesh.at(doneNanos, () -> {
                incoming++;
                DirectMessage message = new DirectMessage(from, machine(from), payload, 0, verified, "accept", false);
                subscribers.forEach(subscriber -> {
                    if (crowded > 0 && crowd.nextDouble() < crowded) {
                        subscriber.drop();
                    } else {
                        subscriber.add(message);
                    }
                });
            });
        }
        return doneNanos;
    }

    @Override
    public Daemon client(int connections, EventLoop loop) {
        return new DaemonClient(this, mesh, connections, loop);
    }

    /** Takes up something that concerns this daemon alone; returns when it is done. */
    long localNanos() {
        return processor.done(mesh.nowNanos(), LOCAL_NANOS);
    }

    /** Messages that subscribers were shown since its start. */
    long incoming() {
        return incoming;
    }

    /** A call ends with its daemon, and by the client's deadline. */
    <T> CompletableFuture<T> called(CompletableFuture<T> answer) {
        long number = nextCall++;
        calls.put(number, answer);
        var late = mesh.loop()
                .schedule(
                        () -> answer.completeExceptionally(SendQueue.late()),
                        DaemonClient.LIMITS.deadline().toNanos(),
                        TimeUnit.NANOSECONDS);
        answer.whenComplete((value, failure) -> {
            calls.remove(number);
            late.cancel(false);
        });
        return answer;
    }

    /** What a call to a daemon that does not run fails with. */
    <T> CompletableFuture<T> refused() {
        CompletableFuture<T> answer = new CompletableFuture<>();
        mesh.at(mesh.nowNanos() + LOCAL_NANOS, () -> answer.completeExceptionally(lost()));
        return answer;
    }

    /** The connections of a runner on this loop, and the disk of its host. */
    RunnerLinks links(int connections, EventLoop loop, LedgerDisk disk) {
        Daemon client = client(connections, loop);
        return new RunnerLinks() {
            @Override
            public String where() {
                return "simulated";
            }

            @Override
            public Daemon daemon() {
                return client;
            }

            @Override
            public LedgerDisk disk() {
                return disk;
            }

            @Override
            public Stream openDirect(StreamListener<DirectMessage> listener) {
                var unused = attach(mesh.told(index, listener), loop);
                return () -> CompletableFuture.completedFuture(null);
            }

            @Override
            public Stream openTopics(StreamListener<TopicMessage> listener) {
                mesh.topics().read(index, loop == mesh.loop() ? listener : new PostedListener<>(listener, loop));
                EventQueue.opened(listener);
                return () -> CompletableFuture.completedFuture(null);
            }
        };
    }
}
