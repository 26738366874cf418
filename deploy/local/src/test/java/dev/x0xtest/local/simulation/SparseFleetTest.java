package dev.x0xtest.local.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.coordinator.causes.Cause;
import dev.x0xtest.coordinator.causes.Causes;
import dev.x0xtest.coordinator.causes.kind.CauseKind;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.run.terms.DeclaredCells;
import dev.x0xtest.local.simulation.fault.Fault;
import dev.x0xtest.local.simulation.fault.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sparse runs of a whole simulated fleet, with real runners: rounds of the rotation, and a few pairs by name. */
class SparseFleetTest {
    private static final int NODES = 60;
    private static final int DEGREE = 8;
    private static final long SEED = Long.getLong("sparse.seed", 0);
    private static final int HEALTHY = 300;

    @TempDir
    private Path directory = Path.of("");

    private static SimulatedFleet.Spec spec(int nodes, int samples) {
        return new SimulatedFleet.Spec(nodes, SimulatedFleet.limits(Duration.ofMinutes(2), samples, null, false, null));
    }

    private Report measured(SimulatedFleet.Spec spec, String name) {
        return new SimulatedFleet(spec).measured(directory.resolve(name));
    }

    @Test
    void theRoundsOfACycleProveEveryPairOnce() {
        Set<List<String>> proven = new HashSet<>();
        int rounds = DeclaredCells.rounds(NODES, DEGREE);
        for (int round = 1; round <= rounds; round++) {
            Report report = measured(
                    spec(NODES, 1)
                            .sparse(DeclaredCells.rotation(NODES, DEGREE, round).rows()),
                    "round" + round);
            assertThat(report.totals().pairs()).isEqualTo(NODES * DEGREE);
            assertThat(report.totals().proven()).isEqualTo(NODES * DEGREE);
            report.cells()
                    .forEach(cell ->
                            proven.add(List.of(cell.src().text(), cell.dst().text())));
        }
        assertThat(rounds).isEqualTo(8);
        assertThat(proven).hasSize(NODES * (NODES - 1));
    }

    @Test
    void aDeadNodeIsNamedByTheFewThatMissIt() {
        World dead = new World(List.of(Fault.of(Fault.Kind.UNREACHABLE, 7)), 0, 0, Set.of(), 0);
        Report report = measured(
                spec(NODES, 1)
                        .in(dead, 3)
                        .sparse(DeclaredCells.rotation(NODES, DEGREE, 2).rows()),
                "dead");
        assertThat(report.cells())
                .filteredOn(cell -> !cell.proven())
                .hasSize(2 * DEGREE)
                .allMatch(cell ->
                        cell.src().text().equals("n8") || cell.dst().text().equals("n8"));
        List<Cause> causes = Causes.of(report).list();
        assertThat(causes).hasSize(1);
        assertThat(causes.get(0).kind()).isEqualTo(CauseKind.NODE);
        assertThat(causes.get(0).subject().nodes().get(0).text()).isEqualTo("n8");
        assertThat(causes.get(0).explains()).hasSize(2 * DEGREE);
    }

    /** What {@code serve} asks for before it raises an alarm: the cells of a cause, their mirrors and healthy controls. */
    @Test
    void aFocusedRunConfirmsABrokenLinkAmongHealthyControls() {
        World broken = new World(List.of(Fault.of(Fault.Kind.LINK_ONE_WAY, 2, 5)), 0, 0, Set.of(), 0);
        List<List<Integer>> rows = new ArrayList<>();
        for (int node = 0; node < 12; node++) {
            rows.add(node == 2 ? List.of(5) : node == 5 ? List.of(2) : node == 3 ? List.of(4) : List.of());
        }
        Report report = measured(spec(12, 20).in(broken, 5).sparse(rows), "focused");
        assertThat(report.totals().pairs()).isEqualTo(3);
        assertThat(report.nodes()).hasSize(4);
        assertThat(report.cells())
                .filteredOn(CellReport::proven)
                .extracting(cell -> cell.src().text())
                .containsExactly("n4");
        List<Cause> causes = Causes.of(report).list();
        assertThat(causes).hasSize(1);
        assertThat(causes.get(0).kind()).isEqualTo(CauseKind.LINK);
        assertThat(causes.get(0).subject().nodes())
                .extracting(node -> node.text())
                .containsExactly("n3", "n6");
    }

    @Test
    void nothingIsNamedWhereNothingIsWrong() {
        List<String> wrong = new ArrayList<>();
        for (long seed = SEED; seed < SEED + HEALTHY; seed++) {
            FleetDraw draw = FleetDraw.healthy(seed);
            SplittableRandom random = new SplittableRandom(~seed);
            int degree = 1 + random.nextInt(Math.min(DEGREE, draw.nodes() - 1));
            List<List<Integer>> rows = DeclaredCells.rotation(draw.nodes(), degree, 1 + random.nextInt(100))
                    .rows();
            Report report = measured(draw.spec().sparse(rows), "healthy" + seed);
            List<Cause> causes = Causes.of(report).list();
            assertThat(report.totals().pairs()).isEqualTo(draw.nodes() * degree);
            if (!causes.isEmpty()) {
                wrong.add(draw + " degree " + degree + " " + causes);
            }
        }
        assertThat(wrong).isEmpty();
    }
}
