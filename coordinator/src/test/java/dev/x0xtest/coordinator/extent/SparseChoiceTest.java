package dev.x0xtest.coordinator.extent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.x0xtest.cli.UsageException;
import dev.x0xtest.coordinator.run.terms.DeclaredCells;
import dev.x0xtest.wire.NodeLabel;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SparseChoiceTest {
    private static final List<NodeLabel> SIX = Stream.of("nyc", "sfo", "helsinki", "nuremberg", "singapore", "sydney")
            .map(NodeLabel::new)
            .toList();

    private static SparseChoice.Chosen chosen(List<String> pairs, @Nullable String outDegree) {
        return new SparseChoice(pairs, outDegree).of(SIX, bound -> bound - 1);
    }

    @Test
    void namedPairsAreMeasuredAloneAndNothingIsSaid() {
        SparseChoice.Chosen chosen = chosen(List.of("nyc:sfo sfo:nyc", "helsinki:sydney"), null);
        assertThat(chosen.cells()).containsExactly(List.of(1), List.of(0), List.of(5), List.of(), List.of(), List.of());
        assertThat(chosen.note()).isNull();
    }

    @Test
    void aRoundOfTheRotationSaysWhichAndHowManyThereAre() {
        SparseChoice.Chosen chosen = chosen(List.of(), "2@3");
        assertThat(chosen.cells()).isEqualTo(DeclaredCells.rotation(6, 2, 3).rows());
        assertThat(chosen.note())
                .isEqualTo("round 3 of the rotation: each node sends to 2 others; 3 rounds in a row have all pairs");
    }

    @Test
    void withoutARoundOneIsDrawn() {
        SparseChoice.Chosen chosen = chosen(List.of(), "1");
        assertThat(chosen.cells()).isEqualTo(DeclaredCells.rotation(6, 1, 5).rows());
        assertThat(chosen.note()).startsWith("round 5, drawn by lot, of the rotation: each node sends to 1 other;");
    }

    @ParameterizedTest
    @CsvSource({"5", "6@2", "9999"})
    void asManyDestinationsAsThereAreIsAFullMatrixAndSaysSo(String degree) {
        SparseChoice.Chosen chosen = chosen(List.of(), degree);
        assertThat(chosen.cells()).isNull();
        assertThat(chosen.note()).endsWith("each of 6 nodes has 5 others, so this is a full matrix");
    }

    @Test
    void everyPairByNameIsAFullMatrixToo() {
        List<NodeLabel> two = SIX.subList(0, 2);
        SparseChoice.Chosen chosen = new SparseChoice(List.of("nyc:sfo", "sfo:nyc"), null).of(two, bound -> 0);
        assertThat(chosen.cells()).isNull();
        assertThat(chosen.note()).isEqualTo("--pairs names every pair: a full matrix");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "nyc:sfi|--pairs: sfi is not a node of this run; did you mean sfo?",
                "nyc:tokyo|--pairs: tokyo is not a node of this run",
                "nyc:nyc|--pairs nyc:nyc: a pair has two nodes",
                "nyc:sfo,sfo:nyc,nyc:sfo|--pairs names nyc:sfo twice",
                "nyc|--pairs takes pairs such as nyc:sfo, sender first, not 'nyc'",
                "nyc:|--pairs takes pairs such as nyc:sfo, sender first, not 'nyc:'",
                "a:b:c|--pairs takes pairs such as nyc:sfo, sender first, not 'a:b:c'",
                "NYC:sfo|--pairs: not a node label: 'NYC' (it has capital letters); did you mean nyc?"
            })
    void whatIsNoPairIsRefusedInOneLine(String pairs, String line) {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> chosen(List.of(pairs), null))
                .withMessage(line);
    }

    @ParameterizedTest
    @CsvSource({"0", "x", "8@", "8@0", "@3", "-1", "8.5", "8@x"})
    void whatIsNoDegreeIsRefused(String degree) {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> chosen(List.of(), degree))
                .withMessage(
                        "--out-degree takes a number of destinations such as 8, or with the round of the rotation 8@3,"
                                + " both from 1, not '" + degree + "'");
    }

    @Test
    void bothAtOnceAreRefused() {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> new SparseChoice(List.of("nyc:sfo"), "2"))
                .withMessageStartingWith("--pairs and --out-degree exclude each other");
    }
}
