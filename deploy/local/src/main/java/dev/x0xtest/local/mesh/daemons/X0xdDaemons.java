package dev.x0xtest.local.mesh.daemons;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.local.mesh.process.MeshDirectory;
import dev.x0xtest.local.mesh.process.Waiting;
import dev.x0xtest.wire.NodeLabel;
import io.netty.channel.EventLoop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Real x0xd processes in a private network on loopback. Each lists all others as bootstrap peers and has its own home.
 */
public final class X0xdDaemons implements Daemons {
    private static final Logger log = LoggerFactory.getLogger(X0xdDaemons.class);
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration CARD_EXCHANGE = Duration.ofSeconds(60);

    // x0xd takes four seconds to leave its mesh gracefully. This mesh is disposable: do not wait that long.
    private static final Duration END = Duration.ofSeconds(1);
    private static final int TRIES = 3;
    private static final int STARTING_AT_ONCE = 6;

    private final X0xdBinary binary;
    private final MeshDirectory directory;
    private final EventLoop loop;
    private final IntConsumer progress;
    private final List<X0xdProcess> processes = new ArrayList<>();
    private final Deque<CompletableFuture<Daemons.Node>> starting = new ArrayDeque<>();
    private final List<Daemons.Node> nodes = new ArrayList<>();

    private X0xdDaemons(X0xdBinary binary, MeshDirectory directory, EventLoop loop, IntConsumer progress) {
        this.binary = binary;
        this.directory = directory;
        this.loop = loop;
        this.progress = progress;
    }

    /** Starts the daemons. Blocks until each sees every other. */
    public static X0xdDaemons start(
            X0xdBinary binary, MeshSpec plan, MeshDirectory directory, EventLoop loop, IntConsumer progress)
            throws InterruptedException {
        for (int tried = 1; ; tried++) {
            X0xdDaemons daemons = new X0xdDaemons(binary, directory, loop, progress);
            boolean up = false;
            try {
                daemons.launch(plan);
                daemons.awaitMesh();
                if (plan.cards()) {
                    daemons.exchangeCards();
                }
                up = true;
                return daemons;
            } catch (EnvironmentException e) {
                if (!(e.getCause() instanceof X0xdProcess.PortTakenException) || tried == TRIES) {
                    throw e;
                }
                log.debug("try={} a port was taken", tried, e);
            } finally {
                if (!up) {
                    daemons.close();
                }
            }
            directory.clear();
        }
    }

    /** Starts a few at a time: a starting daemon keeps a core busy, and eighteen at once are too slow to answer. */
    private void launch(MeshSpec plan) throws InterruptedException {
        List<NodeLabel> labels = MeshSpec.NodeLabels.first(plan.nodes());
        List<Integer> ports = FreePorts.udp(plan.nodes());
        String network = String.valueOf(directory.path().getFileName());
        for (int i = 0; i < plan.nodes(); i++) {
            Path home = directory.folder(labels.get(i).text());
            int self = i;
            List<Integer> others = IntStream.range(0, ports.size())
                    .filter(other -> other != self)
                    .mapToObj(ports::get)
                    .toList();
            String config = X0xdConfig.text(home, network, ports.get(i), others, plan.heartbeatSecs());
            X0xdProcess process = X0xdProcess.start(binary, labels.get(i), home, config);
            processes.add(process);
            starting.add(process.answering(loop));
            awaitAnswers(STARTING_AT_ONCE - 1);
        }
        awaitAnswers(0);
    }

    private void awaitAnswers(int mayStillStart) throws InterruptedException {
        while (starting.size() > mayStillStart) {
            nodes.add(Waiting.forResult(starting.remove(), START, "x0xd does not answer"));
            progress.accept(nodes.size());
        }
    }

    private void awaitMesh() throws InterruptedException {
        for (Daemons.Node node : nodes) {
            Waiting.forResult(
                    Waiting.until(loop, () -> node.rest().peers().thenApply(peers -> peers.size() == nodes.size() - 1)),
                    START,
                    "x0xd of " + node.label().text() + " does not see "
                            + (nodes.size() == 2 ? "the other" : "the " + (nodes.size() - 1) + " others"));
        }
    }

    private void exchangeCards() throws InterruptedException {
        Waiting.forResult(CardExchange.among(nodes), CARD_EXCHANGE, "the cards cannot be exchanged");
    }

    /** The number of a daemon's process. */
    public long pid(NodeLabel label) {
        return processes.stream()
                .filter(process -> process.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no x0xd at " + label.text()))
                .process()
                .pid();
    }

    @Override
    public List<Daemons.Node> nodes() {
        return List.copyOf(nodes);
    }

    @Override
    public void onFailure(Consumer<String> listener) {
        processes.forEach(process -> process.process().onDeath(listener));
    }

    @Override
    public String describe() {
        return "x0xd " + binary.version();
    }

    @Override
    public void close() {
        nodes.forEach(node -> node.rest().close());
        processes.forEach(process -> process.process().terminate());
        processes.forEach(process -> process.process().awaitEnd(END));
    }
}
