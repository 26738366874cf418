package dev.x0xtest.coordinator.causes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.coordinator.causes.kind.CauseKind;
import dev.x0xtest.coordinator.causes.kind.Subject;
import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.SampleCells;
import dev.x0xtest.coordinator.report.SampleReport;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.Plane;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Draws meshes with one or two causes in them, and looks whether they are named. What a cause does to a pair is drawn as
 * it was seen on real daemons; the figures here are this test's own.
 */
class InjectedCausesTest {
    private static final int FLEETS = 400;

    /** What is broken, by what becomes of packets. */
    private enum Kind {
        NODE,
        DESTINATION_IN,
        SOURCE_OUT,
        LINK_ONE_WAY,
        LINK_BOTH,
        BLOCKED
    }

    private record Injected(Kind kind, int first, int second) {
        boolean drops(int from, int to) {
            return switch (kind) {
                case NODE -> from == first || to == first;
                case DESTINATION_IN -> to == first;
                case SOURCE_OUT -> from == first;
                case LINK_ONE_WAY -> from == first && to == second;
                case LINK_BOTH -> (from == first && to == second) || (from == second && to == first);
                case BLOCKED -> false;
            };
        }

        /** Whether a cause is this one, or one that cannot be told from it in this report. */
        boolean names(Cause cause, Report report) {
            NodeLabel one = report.nodes().get(first);
            NodeLabel other = report.nodes().get(second);
            Subject node = new Subject.Node(one);
            return switch (kind) {
                case NODE -> cause.kind() == CauseKind.NODE && cause.subject().equals(node);
                case DESTINATION_IN ->
                    cause.subject().equals(node)
                            && cause.kind() == (arrived(report, one, null) ? CauseKind.DESTINATION_IN : CauseKind.NODE);
                case SOURCE_OUT ->
                    cause.subject().equals(node)
                            && cause.kind() == (arrived(report, null, one) ? CauseKind.SOURCE_OUT : CauseKind.NODE);
                case LINK_ONE_WAY ->
                    arrived(report, other, one)
                            ? cause.subject().equals(new Subject.Link(one, other, false))
                            : bothWays(cause, one, other);
                case LINK_BOTH -> bothWays(cause, one, other);
                case BLOCKED -> cause.subject().equals(new Subject.Contact(one, other));
            };
        }

        private static boolean bothWays(Cause cause, NodeLabel one, NodeLabel other) {
            return cause.subject().equals(new Subject.Link(one, other, true))
                    || cause.subject().equals(new Subject.Link(other, one, true));
        }

        /** Whether something arrived without an acknowledgement; null: any node. */
        private static boolean arrived(Report report, @Nullable NodeLabel src, @Nullable NodeLabel dst) {
            return report.cells().stream()
                    .anyMatch(cell -> cell.outcome() == CellOutcome.UNACKED
                            && (src == null || cell.src().equals(src))
                            && (dst == null || cell.dst().equals(dst)));
        }
    }

    private static Report fleet(int nodes, List<Injected> injected, double loss, Random random) {
        String[] labels = IntStream.range(0, nodes).mapToObj(node -> "n" + node).toArray(String[]::new);
        return SampleReport.of(labels)
                .cells(
                        (src, dst) -> true,
                        (src, dst) -> cell(src, dst, outcome(injected, index(src), index(dst), loss, random)))
                .build();
    }

    private static int index(NodeLabel node) {
        return Integer.parseInt(node.text().substring(1));
    }

    /** What is seen of a pair: p, R, A, M, F (forbidden) or nothing. */
    private static char outcome(List<Injected> injected, int src, int dst, double loss, Random random) {
        for (Injected one : injected) {
            if (one.kind() == Kind.BLOCKED && one.first() == dst && one.second() == src) {
                return 'M';
            }
            if (one.kind() == Kind.BLOCKED && one.first() == src && one.second() == dst) {
                return 'F';
            }
        }
        boolean there = injected.stream().noneMatch(one -> one.drops(src, dst));
        boolean back = injected.stream().noneMatch(one -> one.drops(dst, src));
        if (!there) {
            return 'R';
        }
        if (!back) {
            return random.nextInt(10) < 6 ? 'A' : 'R';
        }
        return random.nextDouble() < loss ? 'R' : 'p';
    }

    private static CellReport cell(NodeLabel src, NodeLabel dst, char outcome) {
        return switch (outcome) {
            case 'R' -> SampleCells.refused(src, dst, "502 peer_disconnected");
            case 'A' -> SampleCells.unacked(src, dst);
            case 'M' -> SampleCells.missing(src, dst);
            case 'F' -> SampleCells.blocked(src, dst);
            default -> SampleCells.proven(src, dst, Plane.RAW);
        };
    }

    private static List<Injected> draw(int nodes, int count, Random random) {
        List<Injected> drawn = new ArrayList<>();
        Set<Integer> used = new HashSet<>();
        while (drawn.size() < count) {
            int first = random.nextInt(nodes);
            int second = random.nextInt(nodes);
            if (first != second && !used.contains(first) && !used.contains(second)) {
                drawn.add(new Injected(Kind.values()[random.nextInt(Kind.values().length)], first, second));
                used.add(first);
                used.add(second);
            }
        }
        return drawn;
    }

    @Test
    void whatIsBrokenIsNamed() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int right = 0;
        int blamedWrongly = 0;
        Map<Kind, Integer> missed = new EnumMap<>(Kind.class);
        for (int fleet = 0; fleet < FLEETS; fleet++) {
            int nodes = random.nextInt(5, 31);
            List<Injected> injected = draw(nodes, random.nextInt(1, nodes > 7 ? 3 : 2), random);
            Report report = fleet(nodes, injected, random.nextDouble() * 0.003, random);
            List<NodeLabel> labels = report.nodes();
            Causes causes = Causes.of(report);
            boolean all = injected.stream()
                    .allMatch(one -> causes.list().stream().anyMatch(cause -> one.names(cause, report)));
            right += all && causes.list().size() == injected.size() ? 1 : 0;
            injected.stream()
                    .filter(one -> causes.list().stream().noneMatch(cause -> one.names(cause, report)))
                    .forEach(one -> missed.merge(one.kind(), 1, Integer::sum));
            Set<NodeLabel> guilty = new HashSet<>();
            injected.forEach(one -> {
                guilty.add(labels.get(one.first()));
                guilty.add(labels.get(one.second()));
            });
            blamedWrongly += causes.list().stream()
                            .anyMatch(cause -> !cause.undecided()
                                    && cause.subject() instanceof Subject.Node node
                                    && !guilty.contains(node.node()))
                    ? 1
                    : 0;
        }
        String seen = right + " of " + FLEETS + " right, " + blamedWrongly + " with an innocent node, missed " + missed
                + ", seed " + seed;
        assertThat(right).as(seen).isGreaterThanOrEqualTo(FLEETS * 95 / 100);
        assertThat(blamedWrongly).as(seen).isLessThanOrEqualTo(FLEETS / 100);
    }

    @Test
    void aHealthyFleetHasNoCause() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int blamed = 0;
        for (int fleet = 0; fleet < FLEETS; fleet++) {
            Report report = fleet(random.nextInt(4, 31), List.of(), 0.001, random);
            blamed += Causes.of(report).list().isEmpty() ? 0 : 1;
        }
        assertThat(blamed).as("seed %d", seed).isLessThanOrEqualTo(FLEETS / 100);
    }

    @Test
    void threeHundredNodesTakeSeconds() {
        Random random = new Random(1);
        List<Injected> injected = draw(300, 6, random);
        Report report = fleet(300, injected, 0.001, random);
        long began = System.nanoTime();
        Causes causes = Causes.of(report);
        assertThat(System.nanoTime() - began).as("%s", causes.list()).isLessThan(20_000_000_000L);
        assertThat(injected).allMatch(one -> causes.list().stream().anyMatch(cause -> one.names(cause, report)));
    }
}
