package dev.x0xtest.coordinator.run.terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.x0xtest.wire.NodeLabel;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeclaredCellsTest {
    private static final List<NodeLabel> THREE =
            Stream.of("a", "b", "c").map(NodeLabel::new).toList();

    private static DeclaredCells.Pair pair(String from, String to) {
        return new DeclaredCells.Pair(new NodeLabel(from), new NodeLabel(to));
    }

    @ParameterizedTest
    @CsvSource({"2,1", "3,1", "6,2", "6,5", "60,8", "61,16", "300,16", "7,4"})
    void eachNodeSendsAndReceivesSoManyAndAnyRoundsInARowHaveAllPairs(int nodes, int degree) {
        int rounds = DeclaredCells.rounds(nodes, degree);
        assertThat(rounds).isEqualTo((int) Math.ceil((nodes - 1.0) / degree));
        for (long first = 1; first <= 2L * nodes; first += 1 + nodes / 8) {
            Set<List<Integer>> pairs = new HashSet<>();
            for (long round = first; round < first + rounds; round++) {
                DeclaredCells cells = DeclaredCells.rotation(nodes, degree, round);
                int[] received = new int[nodes];
                for (int source = 0; source < nodes; source++) {
                    assertThat(cells.rows().get(source)).hasSize(degree);
                    for (int destination : cells.rows().get(source)) {
                        received[destination]++;
                        pairs.add(List.of(source, destination));
                    }
                }
                assertThat(received).containsOnly(degree);
                assertThat(cells.most()).isEqualTo(degree);
            }
            assertThat(pairs).as("from round %d on", first).hasSize(nodes * (nodes - 1));
        }
    }

    /** What is measured by turns has to be so after an upgrade, too. */
    @Test
    void theRoundsAreTheSameInEveryVersion() {
        assertThat(DeclaredCells.rotation(6, 2, 1).rows().get(0)).containsExactly(3, 5);
        assertThat(DeclaredCells.rotation(60, 8, 7).rows().get(59)).containsExactly(1, 4, 18, 19, 28, 31, 36, 41);
    }

    @Test
    void aRoundIsTheSameInEveryProcessAndNotThatOfItsNeighbour() {
        assertThat(DeclaredCells.rotation(60, 8, 3)).isEqualTo(DeclaredCells.rotation(60, 8, 3));
        assertThat(DeclaredCells.rotation(60, 8, 3)).isNotEqualTo(DeclaredCells.rotation(60, 8, 4));
        assertThat(DeclaredCells.rotation(60, 8, 999_999_999_999L).count()).isEqualTo(480);
    }

    @Test
    void aDegreeOfAllOthersIsEveryPair() {
        assertThat(DeclaredCells.rotation(4, 9, 1).rows())
                .containsExactly(List.of(1, 2, 3), List.of(0, 2, 3), List.of(0, 1, 3), List.of(0, 1, 2));
    }

    @Test
    void namedPairsAreRowsOfPlaces() {
        DeclaredCells cells = DeclaredCells.of(THREE, List.of(pair("c", "a"), pair("a", "c"), pair("a", "b")));
        assertThat(cells.rows()).containsExactly(List.of(1, 2), List.of(), List.of(0));
        assertThat(cells.count()).isEqualTo(3);
        assertThat(cells.most()).isEqualTo(2);
        assertThat(cells.idle().isEmpty()).isTrue();
        assertThat(cells.pairs(THREE)).containsExactly(pair("a", "b"), pair("a", "c"), pair("c", "a"));
        assertThat(DeclaredCells.of(THREE, List.of(pair("a", "b"))).idle().stream())
                .containsExactly(2);
    }

    @Test
    void whatIsNoPairIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> DeclaredCells.of(THREE, List.of(pair("a", "x"))));
        assertThatIllegalArgumentException().isThrownBy(() -> DeclaredCells.of(THREE, List.of(pair("a", "a"))));
        assertThatIllegalArgumentException().isThrownBy(() -> DeclaredCells.of(THREE, List.of()));
        for (List<Integer> row : List.of(List.of(0), List.of(2), List.of(-1), List.of(1, 1))) {
            assertThatIllegalArgumentException()
                    .as("%s", row)
                    .isThrownBy(() -> new DeclaredCells(List.of(row, List.of(0))));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> DeclaredCells.rotation(6, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> DeclaredCells.rotation(6, 2, 0));
    }
}
