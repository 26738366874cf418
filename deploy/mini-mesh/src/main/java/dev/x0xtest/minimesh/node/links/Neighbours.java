package dev.x0xtest.minimesh.node.links;

import dev.x0xtest.minimesh.node.memory.KnownAgent;
import dev.x0xtest.minimesh.node.memory.KnownAgents;
import dev.x0xtest.minimesh.transport.IdentityStatement;
import dev.x0xtest.minimesh.transport.LinkFrame;
import dev.x0xtest.minimesh.transport.NodeTransport;
import dev.x0xtest.minimesh.transport.NodeTransport.Link;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The nodes that this node is linked to. A link counts once its hello is verified. Confined to the node's event loop.
 *
 * <p>A hello from the node that dialled authorises it like an announcement; the hello in reply does not. So a running
 * node authorises a newcomer at once, while the newcomer waits for the next announcement. A mesh that has just started
 * is therefore cold, as with x0xd.
 */
public final class Neighbours {
    private static final Logger log = LoggerFactory.getLogger(Neighbours.class);
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);
    private static final Duration REDIAL = Duration.ofSeconds(1);
    private static final Duration GRACE_OF_A_DOUBLE_LINK = Duration.ofSeconds(1);

    private final NodeContext context;
    private final NodeTransport transport;
    private final KnownAgents knownAgents;
    private final List<String> bootstrapPeers;
    private final Map<Link, IdentityStatement> statements = new HashMap<>();
    private final Map<String, Neighbour> byMachine = new TreeMap<>();
    private @Nullable IdentityStatement own;
    private boolean stopped;

    public Neighbours(
            NodeContext context, NodeTransport transport, KnownAgents knownAgents, List<String> bootstrapPeers) {
        this.context = context;
        this.transport = transport;
        this.knownAgents = knownAgents;
        this.bootstrapPeers = bootstrapPeers;
    }

    /** Dials the bootstrap peers, and redials those that are not linked. Call it when the transport listens. */
    public void start() {
        own = IdentityStatement.signed(
                context.identity(), context.networkId(), transport.localAddress(), context.nowMs());
        redial();
        keepAlive();
    }

    private void redial() {
        if (!stopped) {
            bootstrapPeers.forEach(this::dial);
            context.after(REDIAL, this::redial);
        }
    }

    private void keepAlive() {
        if (!stopped) {
            statements.keySet().forEach(link -> link.send(new LinkFrame.Ping()));
            context.after(KEEP_ALIVE, this::keepAlive);
        }
    }

    public void stop() {
        stopped = true;
    }

    /** Dials an address, unless it is this node's own or already linked. */
    public void dial(String address) {
        boolean linked = byMachine.values().stream()
                .anyMatch(neighbour -> neighbour.statement().address().equals(address));
        if (!linked && !address.equals(transport.localAddress())) {
            transport.dial(address);
        }
    }

    public void linkUp(Link link) {
        if (own != null) {
            link.send(new LinkFrame.Hello(own));
        }
    }

    public void linkDown(Link link) {
        IdentityStatement statement = statements.remove(link);
        if (statement != null) {
            byMachine.computeIfPresent(
                    statement.machineId(), (id, neighbour) -> neighbour.link() == link ? null : neighbour);
        }
    }

    /** Receives a hello. Closes the link if the hello is forged, from another network, or this node's own. */
    public void hello(Link link, IdentityStatement statement) {
        if (!statement.networkId().equals(context.networkId())
                || statement.machineId().equals(context.identity().machineId())
                || !context.verifier().valid(statement)) {
            log.warn("hello refused remote={} network={}", link.remoteAddress(), statement.networkId());
            link.close();
            return;
        }
        statements.put(link, statement);
        Neighbour old = byMachine.get(statement.machineId());
        boolean better = old == null || reborn(old, statement) || outranks(link, statement);
        if (better) {
            byMachine.put(statement.machineId(), new Neighbour(link, statement));
        }
        if (old != null) {
            Link loser = better ? old.link() : link;
            context.after(GRACE_OF_A_DOUBLE_LINK, loser::close);
        }
        learn(statement, link.dialledByUs() ? KnownAgent.Source.HELLO : KnownAgent.Source.AUTHORISED);
    }

    // The other node has restarted: the old link leads to its previous process.
    private static boolean reborn(Neighbour old, IdentityStatement statement) {
        return statement.createdAtMs() > old.statement().createdAtMs();
    }

    // Both ends must keep the same one of two links: the one that the smaller machine id dialled.
    private boolean outranks(Link link, IdentityStatement statement) {
        boolean weAreSmaller = context.identity().machineId().compareTo(statement.machineId()) < 0;
        return link.dialledByUs() == weAreSmaller;
    }

    /** Receives an announcement. It authorises its agent only if it comes directly from that agent's machine. */
    public void announced(Link from, IdentityStatement statement) {
        if (!statement.networkId().equals(context.networkId())
                || !context.verifier().valid(statement)) {
            return;
        }
        IdentityStatement messenger = statements.get(from);
        boolean first = messenger != null && messenger.machineId().equals(statement.machineId());
        learn(statement, first ? KnownAgent.Source.AUTHORISED : KnownAgent.Source.RELAYED);
        if (!byMachine.containsKey(statement.machineId())
                && context.identity().machineId().compareTo(statement.machineId()) < 0) {
            dial(statement.address());
        }
    }

    private void learn(IdentityStatement statement, KnownAgent.Source source) {
        knownAgents.learn(new KnownAgent(
                statement.agentId(),
                statement.machineId(),
                List.of(statement.address()),
                source,
                statement.createdAtMs() / 1000,
                context.nowSeconds()));
    }

    /** The statement of the node at the other end; empty before its hello. */
    public Optional<IdentityStatement> at(Link link) {
        return Optional.ofNullable(statements.get(link));
    }

    public Optional<Neighbour> find(String machineId) {
        return Optional.ofNullable(byMachine.get(machineId));
    }

    public Collection<Neighbour> all() {
        return Collections.unmodifiableCollection(byMachine.values());
    }

    /** A live link and the statement of the node at its other end. */
    public record Neighbour(Link link, IdentityStatement statement) {}
}
