package dev.x0xtest.minimesh;

import dev.x0xtest.minimesh.fault.Fault;
import dev.x0xtest.minimesh.http.ApiServer;
import dev.x0xtest.minimesh.identity.AgentCard;
import dev.x0xtest.minimesh.identity.AgentCards;
import dev.x0xtest.minimesh.identity.Bytes;
import dev.x0xtest.minimesh.identity.NodeIdentity;
import dev.x0xtest.minimesh.node.Node;
import dev.x0xtest.minimesh.node.direct.InboxMessage;
import dev.x0xtest.minimesh.node.links.NodeContext;
import dev.x0xtest.minimesh.node.memory.Contact;
import dev.x0xtest.minimesh.node.memory.NodeMemory;
import dev.x0xtest.minimesh.node.memory.TrustLevel;
import dev.x0xtest.minimesh.transport.NodeTransport;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One stand-in daemon. Every method may be called from any thread but an event loop, and waits until it has taken
 * effect, for ten seconds at most.
 */
public final class StandIn implements AutoCloseable {
    private static final Duration SELECTOR_TURN = Duration.ofMillis(10);

    private final StandInConfig config;
    private final Surroundings surroundings;
    private final EventLoop loop;
    private final LoopCalls calls;
    private final NodeIdentity identity;
    private final DaemonFiles files;
    private final NodeMemory memory = NodeMemory.empty();
    private final Runnable whenShutDown;
    private volatile String token;
    // written on the loop
    private volatile @Nullable Node node;
    private volatile @Nullable ApiServer api;
    private volatile InetSocketAddress apiAddress;
    private volatile @Nullable String transportAddress;

    private StandIn(StandInConfig config, Surroundings surroundings, EventLoop loop, Runnable whenShutDown)
            throws IOException {
        this.config = config;
        this.surroundings = surroundings;
        this.loop = loop;
        this.calls = new LoopCalls(loop);
        this.whenShutDown = whenShutDown;
        this.apiAddress = config.apiAddress();
        this.transportAddress =
                config.bindAddress().isEmpty() || config.bindAddress().endsWith(":0") ? null : config.bindAddress();
        files = DaemonFiles.take(config.dataDir());
        identity = NodeIdentity.loadOrCreate(config.identityDir(), surroundings.secrets());
        token = files.token(surroundings.secrets());
        surroundings.faults().introduce(new Fault.Party(config.index(), config.name(), identity.agentId()));
    }

    /** Starts one; {@code whenShutDown} runs when its API is told to shut down. */
    static StandIn start(StandInConfig config, Surroundings surroundings, EventLoop loop, Runnable whenShutDown)
            throws IOException {
        var standIn = new StandIn(config, surroundings, loop, whenShutDown);
        try {
            standIn.up();
        } catch (RuntimeException | IOException e) {
            standIn.files.close();
            throw e;
        }
        return standIn;
    }

    private void up() throws IOException {
        Promise<Void> ready = loop.newPromise();
        loop.execute(() -> {
            var context = new NodeContext(
                    identity,
                    config.networkId(),
                    loop,
                    surroundings.clock(),
                    surroundings.random().get(),
                    config.timings(),
                    surroundings.faults(),
                    surroundings.verifier());
            var fresh = new Node(
                    context, memory, surroundings.transports().create(loop, transportAddress), config.bootstrapPeers());
            var server = new ApiServer(fresh, () -> token, this::shutDownByApi);
            node = fresh;
            api = server;
            server.start(apiAddress).addListener(bound -> {
                if (bound.isSuccess()) {
                    fresh.start(settling(ready));
                } else {
                    ready.tryFailure(bound.cause());
                }
            });
        });
        calls.await(ready);
        apiAddress = parse(server().address());
        transportAddress = node().address();
        files.writePort(server().address());
    }

    private static NodeTransport.Started settling(Promise<Void> ready) {
        return new NodeTransport.Started() {
            @Override
            public void ready() {
                ready.trySuccess(null);
            }

            @Override
            public void failed(Throwable cause) {
                ready.tryFailure(cause);
            }
        };
    }

    private void down() {
        Promise<Void> done = loop.newPromise();
        loop.execute(() -> stopOnLoop(() -> released(done)));
        calls.await(done);
    }

    // Twice does no harm: whoever is told to shut down by its API is closed later by its owner.
    private void stopOnLoop(Runnable done) {
        server().stop().addListener(stopped -> node().stop(done));
    }

    private void shutDownByApi() {
        stopOnLoop(whenShutDown);
    }

    // A closed socket holds its port until the selector has looked at it once more.
    private void released(Promise<Void> done) {
        node().context().after(SELECTOR_TURN, () -> done.trySuccess(null));
    }

    /** {@code http://127.0.0.1:port}. */
    public URI apiBase() {
        return URI.create("http://" + apiAddress());
    }

    /** {@code host:port}. */
    String apiAddress() {
        return apiAddress.getAddress().getHostAddress() + ":" + apiAddress.getPort();
    }

    /** The bearer token accepted just now. */
    public String token() {
        return token;
    }

    /** Holds {@code api-token} and {@code api.port}. */
    public Path dataDir() {
        return config.dataDir();
    }

    public String agentId() {
        return identity.agentId();
    }

    public String machineId() {
        return identity.machineId();
    }

    /** {@code host:port} of the transport. */
    String transportAddress() {
        return node().address();
    }

    /** Machine ids of the live links. */
    List<String> peers() {
        return calls.call(() -> node().neighbours().all().stream()
                .map(neighbour -> neighbour.statement().machineId())
                .toList());
    }

    /** A card that others can import. */
    AgentCard card() {
        return AgentCards.of(
                identity,
                config.name(),
                List.of(transportAddress()),
                surroundings.clock().millis() / 1000);
    }

    /** Imports a card as {@code POST /agent/card/import} does. */
    void importCard(AgentCard card, TrustLevel level) {
        calls.call(() -> {
            AgentCards.verify(card);
            memory.contacts()
                    .put(new Contact(
                            card.agentId(),
                            level,
                            card.displayName(),
                            surroundings.clock().millis() / 1000));
            node().pin(card);
            return Boolean.TRUE;
        });
    }

    /** Stops and starts again: same addresses, keys, token, contacts and history; everything else is forgotten. */
    public void restart() {
        down();
        try {
            up();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on another token is accepted, and stands in {@code api-token}; open streams go on. */
    public void rotateToken() {
        try {
            token = files.newToken(surroundings.secrets());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Breaks every open stream within a frame; how many there were. */
    public int cutStreamsMidFrame() {
        return calls.call(() -> server().cutStreamsMidFrame());
    }

    /** While on, nothing is written to any stream, and what does not fit its queue is lost, oldest first. */
    public void stallStreams(boolean on) {
        onNode(node -> server().stallStreams(on));
    }

    /** A raw message as if {@code machineId} had sent it, whoever its sender claims to be; the usual rules apply. */
    public void injectRaw(String senderAgentId, String machineId, byte[] payload) {
        onNode(node -> node.injectRaw(senderAgentId, machineId, Bytes.of(payload.clone())));
    }

    /** A direct message put on the streams as it is. */
    public void injectDirect(
            String senderAgentId, String machineId, byte[] payload, boolean verified, String trustDecision) {
        onNode(node -> node.injectDirect(new InboxMessage(
                senderAgentId,
                machineId,
                Bytes.of(payload.clone()),
                node.context().nowMs(),
                verified,
                trustDecision)));
    }

    /** So many direct messages at once, as from a sender that never stops. */
    public void flood(int messages, String senderAgentId, String machineId, byte[] payload) {
        Bytes content = Bytes.of(payload.clone());
        onNode(node -> {
            for (int i = 0; i < messages; i++) {
                node.injectDirect(new InboxMessage(
                        senderAgentId, machineId, content, node.context().nowMs(), true, "accept"));
            }
        });
    }

    /** A publication put on the streams as if that agent had made it. */
    public void injectTopic(String topic, String senderAgentId, byte[] payload, boolean verified) {
        onNode(node -> node.injectTopic(topic, senderAgentId, Bytes.of(payload.clone()), verified));
    }

    /** Stops, and gives the data directory back. */
    @Override
    public void close() {
        try (files) {
            down();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void onNode(Consumer<Node> action) {
        calls.call(() -> {
            action.accept(node());
            return Boolean.TRUE;
        });
    }

    private Node node() {
        Node current = node;
        if (current == null) {
            throw new IllegalStateException("not started");
        }
        return current;
    }

    private ApiServer server() {
        ApiServer current = api;
        if (current == null) {
            throw new IllegalStateException("not started");
        }
        return current;
    }

    private static InetSocketAddress parse(String address) {
        int colon = address.lastIndexOf(':');
        return new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    }
}
