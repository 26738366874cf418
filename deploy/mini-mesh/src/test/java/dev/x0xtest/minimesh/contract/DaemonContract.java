package dev.x0xtest.minimesh.contract;

import dev.x0xtest.minimesh.contract.cases.AccessCases;
import dev.x0xtest.minimesh.contract.cases.Acquaintance;
import dev.x0xtest.minimesh.contract.cases.BlockingCases;
import dev.x0xtest.minimesh.contract.cases.ColdMeshCases;
import dev.x0xtest.minimesh.contract.cases.ContactCases;
import dev.x0xtest.minimesh.contract.cases.DirectCases;
import dev.x0xtest.minimesh.contract.cases.HistoryCases;
import dev.x0xtest.minimesh.contract.cases.OverflowCases;
import dev.x0xtest.minimesh.contract.cases.RecordedCases;
import dev.x0xtest.minimesh.contract.cases.StreamCases;
import dev.x0xtest.minimesh.contract.cases.TopicCases;
import dev.x0xtest.minimesh.contract.client.SlowProbes;
import dev.x0xtest.minimesh.contract.mesh.DaemonMesh;
import dev.x0xtest.minimesh.contract.mesh.MeshPlan;
import dev.x0xtest.minimesh.contract.mesh.MeshRoles;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/**
 * The behaviour of x0xd 0.48.1, as cases that every daemon must pass. A subclass starts the daemons. The cases share
 * six of them, each with its own role.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(300)
abstract class DaemonContract {
    private final CaseTally tally = new CaseTally(daemon());
    private @Nullable DaemonMesh mesh;
    private @Nullable SlowProbes slowProbes;

    /** Returns the name of the daemon in the suite's last line. */
    abstract String daemon();

    /** Starts daemons that are connected and have exchanged no cards. */
    abstract DaemonMesh start(MeshPlan plan) throws Exception;

    /**
     * Returns the names of recorded calls that this daemon may answer with an empty 404, because it lacks their routes.
     */
    Set<String> notOffered() {
        return Set.of();
    }

    /** Whether to run the cases with ten thousand messages. They test the streams, not the transport. */
    boolean overflows() {
        return true;
    }

    @BeforeAll
    void startMesh() throws Exception {
        DaemonMesh started = start(new MeshPlan(6, 5));
        mesh = started;
        Acquaintance.awaitPeers(started);
        Acquaintance.exchangeCards(started, "known");
        Acquaintance.awaitHealth(started.node(0), 5);
        slowProbes = new SlowProbes(new MeshRoles(started));
    }

    @AfterAll
    void stopMesh() {
        if (slowProbes != null) {
            slowProbes.close();
        }
        if (mesh != null) {
            mesh.close();
            tally.print();
        }
    }

    @TestFactory
    @Order(1)
    Stream<DynamicTest> recordedCalls() {
        return new RecordedCases(roles(), notOffered()).cases().map(tally::count);
    }

    @TestFactory
    @Order(2)
    Stream<DynamicTest> recordedStreams() {
        return new StreamCases(roles()).cases().map(tally::count);
    }

    @TestFactory
    @Order(3)
    Stream<DynamicTest> directMessages() {
        return new DirectCases(roles()).cases().map(tally::count);
    }

    @TestFactory
    @Order(4)
    Stream<DynamicTest> topics() {
        return new TopicCases(roles()).cases().map(tally::count);
    }

    @TestFactory
    @Order(5)
    Stream<DynamicTest> access() {
        return new AccessCases(roles()).cases().map(tally::count);
    }

    @TestFactory
    @Order(6)
    Stream<DynamicTest> history() {
        return new HistoryCases(roles()).cases().map(tally::count);
    }

    @TestFactory
    @Order(7)
    Stream<DynamicTest> contactsAndCards() {
        return new ContactCases(roles()).cases().map(tally::count);
    }

    @TestFactory
    @Order(7)
    Stream<DynamicTest> peers() {
        return new PeerCases(roles()).cases().map(tally::count);
    }

    @TestFactory
    @Order(8)
    Stream<DynamicTest> coldMesh() throws Exception {
        ColdMeshCases cold = new ColdMeshCases(start(new MeshPlan(4, 600)));
        return cold.cases().map(tally::count).onClose(cold::close);
    }

    @TestFactory
    @Order(9)
    Stream<DynamicTest> overflow() {
        return overflows() ? new OverflowCases(roles()).cases().map(tally::count) : Stream.empty();
    }

    @TestFactory
    @Order(10)
    Stream<DynamicTest> slow() {
        return Objects.requireNonNull(slowProbes).cases().map(tally::count);
    }

    @TestFactory
    @Order(11)
    Stream<DynamicTest> blocking() {
        return new BlockingCases(roles()).cases().map(tally::count);
    }

    private MeshRoles roles() {
        return new MeshRoles(Objects.requireNonNull(mesh));
    }
}
