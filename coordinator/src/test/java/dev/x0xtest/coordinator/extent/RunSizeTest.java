package dev.x0xtest.coordinator.extent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.x0xtest.cli.UsageException;
import dev.x0xtest.coordinator.run.terms.DeclaredCells;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.wire.Plane;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RunSizeTest {
    private static RunConfig.Limits limits(int samples) {
        return RunConfig.Limits.usual(Plane.RAW, samples, Duration.ofMinutes(2));
    }

    private static RunSize sparse(int nodes, int degree, int samples) {
        return RunSize.of(nodes, DeclaredCells.rotation(nodes, degree, 1).rows(), limits(samples), false);
    }

    @Test
    void onlyDeclaredPairsCountForTheHopsOfAHost() {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> RunSize.of(300, null, limits(20), false).check())
                .withMessageStartingWith("20 hops for each pair of 300 nodes are 5980 hops for each host");
        assertThatCode(() -> sparse(300, 16, 20).check()).doesNotThrowAnyException();
    }

    @Test
    void onlyDeclaredPairsCountForTheTime() {
        // 299 hops of one sample need 6 s, those of 20 samples two minutes: only 16 destinations leave time.
        assertThat(RunSize.of(300, null, limits(1), false).cost().sending()).isEqualTo(Duration.ofMillis(5_980));
        assertThat(sparse(300, 16, 20).cost().sending()).isEqualTo(Duration.ofMillis(6_400));
        assertThat(sparse(300, 16, 20).cost().pairs()).isEqualTo(4_800);
    }

    @Test
    void aPlanOfVeryManySamplesHasToHaveRoomForAllPairsOfItsNodes() {
        assertThatCode(() -> sparse(100, 2, 100).check()).doesNotThrowAnyException();
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> sparse(100, 2, 101).check())
                .withMessageContaining("are 9999 hops for each host");
    }

    @Test
    void aFocusedRunCountsOnlyTheNodesOfItsPairs() {
        DeclaredCells three = new DeclaredCells(DeclaredCells.rotation(300, 1, 1).rows().stream()
                .map(row -> row.get(0) < 2 ? row : row.subList(0, 0))
                .toList());
        RunSize size = RunSize.of(300, three.rows(), limits(500), false);
        assertThat(size.pairs()).isEqualTo(2);
        assertThat(size.nodes()).isLessThanOrEqualTo(4);
        assertThatCode(size::check).doesNotThrowAnyException();
    }
}
