package dev.x0xtest.local.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.local.CommandRun;
import dev.x0xtest.local.mesh.LocalMesh;
import dev.x0xtest.local.mesh.MeshExpectations;
import dev.x0xtest.local.mesh.Meshes;
import dev.x0xtest.local.mesh.Runners;
import dev.x0xtest.local.mesh.daemons.Daemons;
import dev.x0xtest.local.mesh.daemons.MeshSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A mesh with upstream's runner beside some daemons, and the results that both coordinators must reach on it. */
final class InteropMesh implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    private final UpstreamHarness harness;
    private final LocalMesh mesh;
    private final Set<String> theirs;

    private InteropMesh(UpstreamHarness harness, LocalMesh mesh, Set<String> theirs) {
        this.harness = harness;
        this.mesh = mesh;
        this.theirs = theirs;
    }

    /** The kind of daemons. */
    enum On {
        STAND_INS,
        X0XD;

        MeshSpec plan(int nodes) {
            return Meshes.plan(nodes, this == X0XD ? InteropNeeds.x0xd() : null, nodes > 6 ? 60 : 5);
        }

        /** Used in the display names of the tests. */
        @Override
        public String toString() {
            return this == X0XD ? "x0xd" : "stand-ins";
        }
    }

    /**
     * Starts a mesh with upstream's runner at some nodes and ours at all others.
     *
     * @param theirs the labels of the nodes with upstream's runner
     */
    static InteropMesh start(On daemons, int nodes, Set<String> theirs) throws InterruptedException {
        UpstreamHarness harness = UpstreamHarness.find();
        MeshSpec plan = daemons.plan(nodes);
        Runners.Starter starter = MixedRunners.starter(harness, theirs, LocalMesh.runners(plan));
        return new InteropMesh(harness, LocalMesh.start(plan, starter), theirs);
    }

    /** Starts a mesh with upstream's runner beside every daemon. */
    static InteropMesh ofUpstreams(On daemons, int nodes) throws InterruptedException {
        return start(
                daemons,
                nodes,
                MeshSpec.NodeLabels.first(nodes).stream()
                        .map(label -> label.text())
                        .collect(Collectors.toSet()));
    }

    /** Returns the nodes, the anchor first. */
    List<Daemons.Node> nodes() {
        return mesh.nodes();
    }

    UpstreamCoordinator upstreamsMatrix(Path directory, String... options) throws IOException, InterruptedException {
        return UpstreamCoordinator.run(harness, mesh, directory, PATIENCE, options);
    }

    /** Asserts that upstream's coordinator ends with 0 and counts every pair as sent and received. */
    void upstreamProvesEveryPair(Path directory, String... options) throws IOException, InterruptedException {
        UpstreamCoordinator run = upstreamsMatrix(directory, options);
        int pairs = nodes().size() * (nodes().size() - 1);
        assertThat(run.exit()).as(run.output()).isZero();
        assertThat(run.output())
                .contains("Sent:     " + pairs + " / " + pairs)
                .contains("Received: " + pairs + " / " + pairs);
    }

    /**
     * Asserts that our coordinator proves every pair of these nodes, by the length alone where the receiver is
     * upstream's.
     */
    CommandRun weProveEveryPair(List<Daemons.Node> nodes, Path directory, String path, String... options) {
        CommandRun run = CommandRun.matrix(nodes, directory, options);
        MeshExpectations.everyPairIsProven(run, nodes.size(), path);
        List<String> labels = nodes.stream().map(node -> node.label().text()).toList();
        List<String> byLength = labels.stream()
                .flatMap(from -> labels.stream()
                        .filter(to -> theirs.contains(to) && !to.equals(from))
                        .map(to -> from + ">" + to))
                .toList();
        assertThat(run.flagged("intact:length")).containsExactlyInAnyOrderElementsOf(byLength);
        return run;
    }

    @Override
    public void close() {
        mesh.close();
    }

    /** Three nodes, and which of them have upstream's runner. */
    record Split(Set<String> theirs) {
        static Split of(String... theirs) {
            return new Split(Set.copyOf(Arrays.asList(theirs)));
        }

        /** Used in the display names of the tests: {@code nyc theirs, sfo ours, helsinki ours}. */
        @Override
        public String toString() {
            return MeshSpec.NodeLabels.first(3).stream()
                    .map(label -> label.text() + (theirs.contains(label.text()) ? " theirs" : " ours"))
                    .collect(Collectors.joining(", "));
        }
    }
}
