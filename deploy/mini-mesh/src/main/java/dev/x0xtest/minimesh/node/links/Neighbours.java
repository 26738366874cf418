package dev.x0xtest.minimesh.node.links;

import dev.x0xtest.minimesh.node.memory.KnownAgent;
import dev.x0xtest.minimesh.node.memory.KnownAgents;
import dev.x0xtest.minimesh.transport.IdentityStatement;
import dev.x0xtest.minimesh.transport.LinkFrame;
import dev.x0xtest.minimesh.transport.NodeTransport;
import dev.x0xtest.minimesh.transport.NodeTransport.Link;
import io.netty.util.concurrent.Promise;
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
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(20);
    private static final Duration REDIAL = Duration.ofSeconds(1);
    private static final Duration GRACE_OF_A_DOUBLE_LINK = Duration.ofSeconds(1);

    private final NodeContext context;
    private final NodeTransport transport;
    private final KnownAgents knownAgents;
    private final List<String> bootstrapPeers;
    private final Map<Link, Neighbour> byLink = new HashMap<>();
    private final Map<String, Neighbour> byMachine = new TreeMap<>();
    private final Map<Promise<Void>, Integer> awaiting = new HashMap<>();
    private final Activity activity;
    private @Nullable IdentityStatement own;
    private boolean stopped;
    private boolean quiet;

    public Neighbours(
            NodeContext context, NodeTransport transport, KnownAgents knownAgents, List<String> bootstrapPeers) {
        this.context = context;
        this.transport = transport;
        this.knownAgents = knownAgents;
        this.bootstrapPeers = bootstrapPeers;
        this.activity = new Activity(context);
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
            if (!quiet) {
                bootstrapPeers.forEach(this::dial);
            }
            context.after(REDIAL, this::redial);
        }
    }

    private void keepAlive() {
        if (!stopped) {
            // One end is enough to keep a link from timing out.
            byLink.values().stream()
                    .filter(neighbour -> !quiet && neighbour.link().dialledByUs())
                    .forEach(neighbour -> {
                        neighbour.link().send(new LinkFrame.Ping());
                        activity.sent(neighbour.machineId());
                    });
            context.after(KEEP_ALIVE, this::keepAlive);
        }
    }

    public void stop() {
        stopped = true;
    }

    /** While it is quiet it neither dials nor keeps links alive. */
    public void quiet(boolean on) {
        quiet = on;
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
        Neighbour gone = byLink.remove(link);
        if (gone != null) {
            byMachine.remove(gone.machineId(), gone);
        }
    }

    /** Receives a hello. Closes the link if the hello is forged, from another network, or this node's own. */
    public void hello(Link link, IdentityStatement statement) {
        Optional<Verifier.Machine> machine = ofThisNetwork(statement)
                .filter(found -> !found.machineId().equals(context.identity().machineId()));
        if (machine.isEmpty()) {
            log.warn("hello refused remote={} network={}", link.remoteAddress(), statement.networkId());
            link.close();
            return;
        }
        linked(new Neighbour(link, machine.get()));
    }

    private Optional<Verifier.Machine> ofThisNetwork(IdentityStatement statement) {
        return statement.networkId().equals(context.networkId())
                ? context.verifier().machine(statement)
                : Optional.empty();
    }

    private void linked(Neighbour neighbour) {
        Link link = neighbour.link();
        String machineId = neighbour.machineId();
        byLink.put(link, neighbour);
        Neighbour old = byMachine.get(machineId);
        boolean better = old == null || reborn(old, neighbour) || outranks(link, machineId);
        if (better) {
            byMachine.put(machineId, neighbour);
            activity.linked(machineId);
        }
        if (old != null) {
            Link loser = better ? old.link() : link;
            context.after(GRACE_OF_A_DOUBLE_LINK, loser::close);
        }
        KnownAgent.Source source = link.dialledByUs() ? KnownAgent.Source.HELLO : KnownAgent.Source.AUTHORISED;
        learn(neighbour.machine(), source, neighbour.statement().createdAtMs());
        Map.copyOf(awaiting).forEach(this::settle);
    }

    /** Succeeds as soon as this node has that many neighbours. */
    public void awaitNeighbours(int count, Promise<Void> linked) {
        awaiting.put(linked, count);
        linked.addListener(done -> awaiting.remove(linked));
        settle(linked, count);
    }

    private void settle(Promise<Void> linked, int count) {
        if (byMachine.size() >= count) {
            linked.trySuccess(null);
        }
    }

    // The other node has restarted: the old link leads to its previous process.
    private static boolean reborn(Neighbour old, Neighbour fresh) {
        return fresh.statement().createdAtMs() > old.statement().createdAtMs();
    }

    // Both ends must keep the same one of two links: the one that the smaller machine id dialled.
    private boolean outranks(Link link, String machineId) {
        boolean weAreSmaller = context.identity().machineId().compareTo(machineId) < 0;
        return link.dialledByUs() == weAreSmaller;
    }

    /** Receives a neighbour's announcement of itself. It authorises the agent. */
    public void announcedItself(Neighbour neighbour, long announcedAtMs) {
        learn(neighbour.machine(), KnownAgent.Source.AUTHORISED, announcedAtMs);
    }

    /** Receives an announcement that a third node forwarded. It does not authorise the agent. */
    public void announced(IdentityStatement statement) {
        ofThisNetwork(statement).ifPresent(machine -> {
            learn(machine, KnownAgent.Source.RELAYED, statement.createdAtMs());
            if (!byMachine.containsKey(machine.machineId())
                    && context.identity().machineId().compareTo(machine.machineId()) < 0) {
                dial(statement.address());
            }
        });
    }

    private void learn(Verifier.Machine machine, KnownAgent.Source source, long announcedAtMs) {
        knownAgents.learn(new KnownAgent(
                machine.agentId(),
                machine.machineId(),
                List.of(machine.statement().address()),
                source,
                announcedAtMs / 1000,
                context.nowSeconds()));
    }

    /** When was heard from each machine, and sent to it. */
    public Activity activity() {
        return activity;
    }

    /** A frame came over this link. */
    public void heard(Link link) {
        Neighbour neighbour = byLink.get(link);
        if (neighbour != null) {
            activity.heard(neighbour.machineId());
        }
    }

    /** The node at the other end; empty before its hello. */
    public Optional<Neighbour> at(Link link) {
        return Optional.ofNullable(byLink.get(link));
    }

    public Optional<Neighbour> find(String machineId) {
        return Optional.ofNullable(byMachine.get(machineId));
    }

    public Collection<Neighbour> all() {
        return Collections.unmodifiableCollection(byMachine.values());
    }

    /** The machine ids of all neighbours. */
    public Collection<String> machineIds() {
        return Collections.unmodifiableCollection(byMachine.keySet());
    }

    /** A live link and the machine at its other end. */
    public record Neighbour(Link link, Verifier.Machine machine) {
        public String machineId() {
            return machine.machineId();
        }

        public IdentityStatement statement() {
            return machine.statement();
        }
    }
}
