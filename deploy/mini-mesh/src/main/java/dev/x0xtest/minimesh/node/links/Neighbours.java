package dev.x0xtest.minimesh.node.links;

import dev.x0xtest.minimesh.node.memory.Directory;
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
 * The nodes at the other ends of our links. A link counts from its verified hello on.
 *
 * <p>The hello of whoever dialled is as good as an announcement; the answer to it is not. So of two nodes that meet,
 * the older knows the younger at once and the younger must wait for news: a mesh that has just started is cold, as it
 * is with x0xd. On the node's loop.
 */
public final class Neighbours {
    private static final Logger log = LoggerFactory.getLogger(Neighbours.class);
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);
    private static final Duration REDIAL = Duration.ofSeconds(1);
    private static final Duration GRACE_OF_A_DOUBLE_LINK = Duration.ofSeconds(1);

    private final NodeContext context;
    private final NodeTransport transport;
    private final Directory directory;
    private final List<String> bootstrapPeers;
    private final Map<Link, IdentityStatement> statements = new HashMap<>();
    private final Map<String, Neighbour> byMachine = new TreeMap<>();
    private @Nullable IdentityStatement own;
    private boolean stopped;

    public Neighbours(NodeContext context, NodeTransport transport, Directory directory, List<String> bootstrapPeers) {
        this.context = context;
        this.transport = transport;
        this.directory = directory;
        this.bootstrapPeers = bootstrapPeers;
    }

    /** The transport listens: dial, and keep dialling whom we are not linked to. */
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

    /** Dials unless that is our own address or somebody there is linked already. */
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

    /** A hello; a false one, one of another plane or our own ends the link. */
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
        learn(
                statement,
                link.dialledByUs() ? Directory.KnownAgent.Source.HELLO : Directory.KnownAgent.Source.AUTHORISED);
    }

    // The other side began anew: whatever link we had is one to its earlier life.
    private static boolean reborn(Neighbour old, IdentityStatement statement) {
        return statement.createdAtMs() > old.statement().createdAtMs();
    }

    // Both ends must keep the same one of two links: the one that the smaller machine id has dialled.
    private boolean outranks(Link link, IdentityStatement statement) {
        boolean weAreSmaller = context.identity().machineId().compareTo(statement.machineId()) < 0;
        return link.dialledByUs() == weAreSmaller;
    }

    /** An announcement from the network: as good as its messenger. */
    public void announced(Link from, IdentityStatement statement) {
        if (!statement.networkId().equals(context.networkId())
                || !context.verifier().valid(statement)) {
            return;
        }
        IdentityStatement messenger = statements.get(from);
        boolean first = messenger != null && messenger.machineId().equals(statement.machineId());
        learn(statement, first ? Directory.KnownAgent.Source.AUTHORISED : Directory.KnownAgent.Source.RELAYED);
        if (!byMachine.containsKey(statement.machineId())
                && context.identity().machineId().compareTo(statement.machineId()) < 0) {
            dial(statement.address());
        }
    }

    private void learn(IdentityStatement statement, Directory.KnownAgent.Source source) {
        directory.learn(new Directory.KnownAgent(
                statement.agentId(),
                statement.machineId(),
                List.of(statement.address()),
                source,
                statement.createdAtMs() / 1000,
                context.nowSeconds()));
    }

    /** The machine at the other end; empty before its hello. */
    public Optional<IdentityStatement> at(Link link) {
        return Optional.ofNullable(statements.get(link));
    }

    public Optional<Neighbour> find(String machineId) {
        return Optional.ofNullable(byMachine.get(machineId));
    }

    public Collection<Neighbour> all() {
        return Collections.unmodifiableCollection(byMachine.values());
    }

    /** A live link and who is at its end. */
    public record Neighbour(Link link, IdentityStatement statement) {}
}
