package dev.x0xtest.minimesh;

import dev.x0xtest.minimesh.fault.FaultPlan;
import dev.x0xtest.minimesh.identity.AgentCard;
import dev.x0xtest.minimesh.identity.Bytes;
import dev.x0xtest.minimesh.identity.Digests;
import dev.x0xtest.minimesh.node.links.Timings;
import dev.x0xtest.minimesh.node.links.Verifier;
import dev.x0xtest.minimesh.node.memory.TrustLevel;
import dev.x0xtest.minimesh.transport.OwnFaults;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Several stand-ins in this process, linked to each other: {@code MiniMesh.builder().nodes(3).root(dir).start()}.
 * Closing the mesh stops them and leaves their directories. Call it from any thread except an event loop.
 */
public final class MiniMesh implements AutoCloseable {
    private static final Duration LOOP_CHECK = Duration.ofSeconds(1);
    private static final Duration TOO_LATE = Duration.ofSeconds(8);
    private static final long FULL_MESH_SECONDS = 30;

    private final MultiThreadIoEventLoopGroup group;
    private final FaultPlan faults;
    private final OwnFaults ownFaults = new OwnFaults();
    private final List<StandIn> nodes = new ArrayList<>();

    private MiniMesh(FaultPlan faults) {
        this.faults = faults;
        group = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    }

    public static Builder builder() {
        return new Builder();
    }

    /** The nodes, by index. */
    public List<StandIn> nodes() {
        return List.copyOf(nodes);
    }

    public StandIn node(int index) {
        return nodes.get(index);
    }

    /** The fault plan of all nodes. */
    public FaultPlan faults() {
        return faults;
    }

    /** What has gone wrong in the stand-ins themselves. */
    public OwnFaults ownFaults() {
        return ownFaults;
    }

    // Runners give up on a daemon that is silent for that long, and their pairs turn red.
    private void watchLoops() {
        for (EventExecutor loop : group) {
            loop.execute(() -> watch(loop, loop.ticker().nanoTime()));
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // ends with its loop
    private void watch(EventExecutor loop, long dueNanos) {
        Duration late = Duration.ofNanos(loop.ticker().nanoTime() - dueNanos);
        if (late.compareTo(TOO_LATE) > 0) {
            ownFaults.report("the stand-ins stood still for " + late.toSeconds() + " s: the machine is too slow for "
                    + nodes.size() + " of them");
        }
        long next = loop.ticker().nanoTime() + LOOP_CHECK.toNanos();
        loop.schedule(() -> watch(loop, next), LOOP_CHECK.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Every node imports the card of every other node as trusted. */
    void exchangeCards() {
        List<AgentCard> cards = nodes.stream().map(StandIn::card).toList();
        for (StandIn node : nodes) {
            cards.stream()
                    .filter(card -> !card.agentId().equals(node.agentId()))
                    .forEach(card -> node.importCard(card, TrustLevel.TRUSTED));
        }
    }

    private boolean full() {
        return nodes.stream().allMatch(node -> node.peers().size() == nodes.size() - 1);
    }

    @Override
    public void close() {
        // A stand-in without memory does not stop in order; its loop ends below.
        nodes.forEach(node -> ownFaults.guard("stopping a stand-in", node::close));
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }

    /** The stand-ins cannot be started. The message is one line for a person. */
    public static final class StartException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StartException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Configures a mesh. Only {@link #root} is required. */
    public static final class Builder {
        private int nodes = 2;
        private Transport transport = Transport.MEMORY;
        private @Nullable Path root;
        private long seed = 1;
        private boolean cards = true;
        private Timings timings = Timings.real();
        private FaultPlan faults = new FaultPlan();
        private IntConsumer progress = up -> {};

        private Builder() {}

        public Builder nodes(int count) {
            nodes = count;
            return this;
        }

        public Builder transport(Transport chosen) {
            transport = chosen;
            return this;
        }

        /** The parent of the data directories {@code 0}, {@code 1} and so on. Created if needed. */
        public Builder root(Path directory) {
            root = directory;
            return this;
        }

        /** The seed that keys, tokens and request ids are derived from. */
        public Builder seed(long value) {
            seed = value;
            return this;
        }

        /** Uses a random seed, so that keys and tokens cannot be predicted. */
        Builder randomSeed() {
            return seed(new SecureRandom().nextLong());
        }

        /** The faults that are active from the start. */
        Builder faults(FaultPlan plan) {
            faults = plan;
            return this;
        }

        /** Whether every node starts with the card of every other node as trusted. Without cards the mesh is cold. */
        public Builder cards(boolean exchanged) {
            cards = exchanged;
            return this;
        }

        /** Called with the number of nodes that are up, after each; on the thread that calls {@link #start}. */
        public Builder progress(IntConsumer listener) {
            progress = listener;
            return this;
        }

        public Builder timings(Timings chosen) {
            timings = chosen;
            return this;
        }

        /**
         * Starts all nodes and waits until every node is linked to every other node. Throws a {@link StartException} if
         * that fails, and stops what has started.
         */
        public MiniMesh start() {
            var mesh = new MiniMesh(faults);
            try {
                startNodes(mesh);
                awaitFull(mesh);
                if (cards) {
                    mesh.exchangeCards();
                }
                mesh.watchLoops();
                return mesh;
            } catch (IllegalStateException | IOException | OutOfMemoryError e) {
                throw failed(mesh, e);
            }
        }

        private StartException failed(MiniMesh mesh, Throwable cause) {
            int up = mesh.nodes.size();
            mesh.close();
            return new StartException(
                    "only " + up + " of " + nodes + " stand-ins start: "
                            + mesh.ownFaults.first().orElse(String.valueOf(cause.getMessage())),
                    cause);
        }

        private void startNodes(MiniMesh mesh) throws IOException {
            Path directory = root;
            if (directory == null) {
                throw new IllegalStateException("a mini mesh needs a root directory");
            }
            SharedResources shared = shared(mesh);
            var addresses = new ArrayList<String>();
            for (int i = 0; i < nodes; i++) {
                Path dataDir = directory.resolve(Integer.toString(i));
                var config = new StandInConfig(
                        i,
                        "",
                        dataDir,
                        dataDir.resolve("identity"),
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        "",
                        "x0xtest-minimesh",
                        addresses,
                        timings);
                StandIn node = StandIn.start(config, shared, mesh.group.next(), () -> {});
                mesh.nodes.add(node);
                // One after the other: the handshakes of all at once would overflow the sockets.
                node.awaitPeers(i);
                progress.accept(i + 1);
                addresses.add(node.transportAddress());
            }
        }

        private SharedResources shared(MiniMesh mesh) {
            Clock clock = Clock.systemUTC();
            return new SharedResources(
                    clock,
                    mesh.faults,
                    new Verifier(),
                    secrets(),
                    randoms(),
                    transport.open(clock, mesh.ownFaults),
                    mesh.ownFaults);
        }

        private Supplier<Bytes> secrets() {
            var count = new AtomicLong();
            return () -> Digests.sha256(Bytes.ofUtf8("minimesh " + seed + " " + count.getAndIncrement())
                    .array());
        }

        private Supplier<RandomGenerator> randoms() {
            var splittable = new SplittableRandom(seed);
            return splittable::split;
        }

        private void awaitFull(MiniMesh mesh) {
            // Not a busy loop: each check is a round trip through every event loop.
            long deadline = mesh.group.next().ticker().nanoTime() + TimeUnit.SECONDS.toNanos(FULL_MESH_SECONDS);
            while (!mesh.full()) {
                if (mesh.group.next().ticker().nanoTime() > deadline) {
                    throw new IllegalStateException(
                            "the stand-ins do not all link up within " + FULL_MESH_SECONDS + " s");
                }
            }
        }
    }
}
