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
 * One stand-in daemon: its lifecycle and the faults that a test can inject. Call it from any thread except an event
 * loop. Each method returns when it has taken effect, or fails after ten seconds.
 */
public final class StandIn implements AutoCloseable {
    private static final Duration LINKING = Duration.ofSeconds(30);

    private final StandInConfig config;
    private final SharedResources shared;
    private final EventLoop loop;
    private final LoopCalls calls;
    private final NodeIdentity identity;
    private final DaemonFiles files;
    private final NodeMemory memory = NodeMemory.empty();
    private final Runnable whenShutDown;
    private volatile String token;
    // written on the loop
    private volatile @Nullable RunningNode running;
    private volatile InetSocketAddress apiAddress;
    private volatile @Nullable String transportAddress;

    private StandIn(StandInConfig config, SharedResources shared, EventLoop loop, Runnable whenShutDown)
            throws IOException {
        this.config = config;
        this.shared = shared;
        this.loop = loop;
        this.calls = new LoopCalls(loop);
        this.whenShutDown = whenShutDown;
        this.apiAddress = config.apiAddress();
        this.transportAddress =
                config.bindAddress().isEmpty() || config.bindAddress().endsWith(":0") ? null : config.bindAddress();
        files = DaemonFiles.take(config.dataDir());
        identity = NodeIdentity.loadOrCreate(config.identityDir(), shared.secrets());
        token = files.token(shared.secrets());
        shared.faults().introduce(new Fault.Party(config.index(), config.name(), identity.agentId()));
    }

    /** Starts a stand-in. {@code whenShutDown} runs after {@code POST /shutdown} has stopped it. */
    static StandIn start(StandInConfig config, SharedResources shared, EventLoop loop, Runnable whenShutDown)
            throws IOException {
        var standIn = new StandIn(config, shared, loop, whenShutDown);
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
                    shared.clock(),
                    shared.random().get(),
                    config.timings(),
                    shared.faults(),
                    shared.verifier(),
                    shared.ownFaults());
            var fresh = new Node(
                    context, memory, shared.transports().create(loop, transportAddress), config.bootstrapPeers());
            var started = new RunningNode(fresh, new ApiServer(fresh, () -> token, this::shutDownByApi));
            running = started;
            started.start(apiAddress, ready);
        });
        calls.await(ready);
        apiAddress = parse(server().address());
        transportAddress = node().address();
        files.writePort(server().address());
    }

    private void down() {
        Promise<Void> done = loop.newPromise();
        loop.execute(() -> running().stop(done));
        calls.await(done);
    }

    private void shutDownByApi() {
        running().stop(whenShutDown);
    }

    /** The base URL of the API, {@code http://127.0.0.1:port}. */
    public URI apiBase() {
        return URI.create("http://" + apiAddress());
    }

    /** The address of the API, {@code host:port}. */
    String apiAddress() {
        return apiAddress.getAddress().getHostAddress() + ":" + apiAddress.getPort();
    }

    /** The bearer token that is valid now. */
    public String token() {
        return token;
    }

    /** The directory of {@code api-token} and {@code api.port}. */
    public Path dataDir() {
        return config.dataDir();
    }

    public String agentId() {
        return identity.agentId();
    }

    public String machineId() {
        return identity.machineId();
    }

    /** The address of the transport, {@code host:port}. */
    String transportAddress() {
        return node().address();
    }

    /** The machine ids of the linked nodes. */
    List<String> peers() {
        return calls.call(() -> List.copyOf(node().neighbours().machineIds()));
    }

    /** Waits until that many nodes are linked. */
    void awaitPeers(int count) {
        Promise<Void> linked = loop.newPromise();
        loop.execute(() -> node().neighbours().awaitNeighbours(count, linked));
        calls.await(linked, LINKING, "stand-in " + config.index() + " does not link to the " + count + " before it");
    }

    /** A signed card that other nodes can import. */
    AgentCard card() {
        return AgentCards.of(
                identity,
                config.name(),
                List.of(transportAddress()),
                shared.clock().millis() / 1000);
    }

    /** Imports a card, as {@code POST /agent/card/import} does. */
    void importCard(AgentCard card, TrustLevel level) {
        calls.call(() -> {
            shared.verifier().verify(card);
            memory.contacts()
                    .put(new Contact(
                            card.agentId(),
                            level,
                            card.displayName(),
                            shared.clock().millis() / 1000));
            node().pin(card);
            return Boolean.TRUE;
        });
    }

    /**
     * Restarts the daemon. It keeps its addresses, keys, token, contacts, known agents and history, and nothing else.
     */
    public void restart() {
        freeze(false);
        down();
        try {
            up();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Stops the daemon in its tracks, as SIGSTOP does, or lets it go on: it answers no request, its streams are silent, and
     * nothing goes from it or to it. Its links stay.
     */
    public void freeze(boolean on) {
        shared.faults().silence(agentId(), on);
        onNode(node -> {
            node.freeze(on);
            server().freeze(on);
        });
    }

    /** Replaces the token, also in {@code api-token}. Open streams stay open. */
    public void rotateToken() {
        try {
            token = files.newToken(shared.secrets());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Cuts every open stream in the middle of a frame. Returns how many streams were open. */
    public int cutStreamsMidFrame() {
        return calls.call(() -> server().cutStreamsMidFrame());
    }

    /** Stalls every stream or resumes it. A stalled stream writes nothing; a full queue drops its oldest events. */
    public void stallStreams(boolean on) {
        onNode(node -> server().stallStreams(on));
    }

    /** Injects a raw message from {@code machineId} with any claimed sender. The usual rules of the inbox apply. */
    public void injectRaw(String senderAgentId, String machineId, byte[] payload) {
        onNode(node -> node.injectRaw(senderAgentId, machineId, Bytes.of(payload.clone())));
    }

    /** Puts a direct message on the streams unchanged. No rule of the inbox applies. */
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

    /** Puts many direct messages on the streams at once, to overflow their queues. */
    public void flood(int messages, String senderAgentId, String machineId, byte[] payload) {
        Bytes content = Bytes.of(payload.clone());
        onNode(node -> {
            for (int i = 0; i < messages; i++) {
                node.injectDirect(new InboxMessage(
                        senderAgentId, machineId, content, node.context().nowMs(), true, "accept"));
            }
        });
    }

    /** Puts a publication of that agent on the streams of the topic's subscribers. */
    public void injectTopic(String topic, String senderAgentId, byte[] payload, boolean verified) {
        onNode(node -> node.injectTopic(topic, senderAgentId, Bytes.of(payload.clone()), verified));
    }

    /** Stops the daemon and releases its data directory. */
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
        return running().node();
    }

    private ApiServer server() {
        return running().api();
    }

    private RunningNode running() {
        RunningNode current = running;
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
