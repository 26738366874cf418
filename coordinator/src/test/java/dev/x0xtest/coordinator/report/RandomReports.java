package dev.x0xtest.coordinator.report;

import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.Plane;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Generates random reports within the bounds of their constructors, also such as no run would write. The same seed
 * gives the same reports.
 */
public final class RandomReports {
    private static final List<String> CODES =
            List.of("403 agent is blocked", "403 recipient_rejected", "503 recipient_undiscovered", "504 timeout", "");
    private static final List<String> TEXTS = List.of(
            "plain", "a<b & \"c\" ']]>'", "bell \u0007 nul \u0000 \ufffe", "half \ud800 pair", "\u2192 \ud83d\ude80");

    private final RandomGenerator random;

    public RandomReports(RandomGenerator random) {
        this.random = random;
    }

    public Report next() {
        int nodes = random.nextInt(2, 9);
        String[] labels = IntStream.range(0, nodes).mapToObj(this::label).toArray(String[]::new);
        SampleReport report = SampleReport.of(labels).plane(pick(List.of(Plane.values())));
        double broken = random.nextDouble();
        report.cells((src, dst) -> random.nextDouble() < broken, this::cell);
        for (String label : labels) {
            switch (random.nextInt(8)) {
                case 0 -> report.silent(label);
                case 1 -> report.cells((src, dst) -> src.equals(label), SampleCells::blocked);
                case 2 -> report.cells((src, dst) -> dst.equals(label), SampleCells::missing);
                default -> {}
            }
        }
        if (random.nextInt(4) == 0) {
            report.warning(text());
        }
        return random.nextInt(4) == 0
                ? report.partial(random.nextBoolean() ? Report.INTERRUPTED : text())
                        .build()
                : report.build();
    }

    private String label(int index) {
        return index + "-" + "abcdefgh".repeat(4).substring(0, random.nextInt(1, 28));
    }

    private Map<CellOutcome, Integer> counts(CellOutcome outcome) {
        Map<CellOutcome, Integer> counts = new EnumMap<>(CellOutcome.class);
        counts.put(CellOutcome.PROVEN, 2);
        counts.put(outcome, 1 + random.nextInt(3));
        return counts;
    }

    private CellReport cell(NodeLabel src, NodeLabel dst) {
        CellOutcome outcome = pick(List.of(CellOutcome.values()));
        String code = pick(CODES);
        CellReport.Evidence evidence =
                new CellReport.Evidence(text(), text(), random.nextBoolean() ? "covered" : text(), "", List.of(text()));
        return new CellReport(
                src,
                dst,
                outcome,
                maybe(random.nextBoolean() ? text() : "not tried before the run was interrupted"),
                outcome == CellOutcome.REFUSED ? maybe(code) : null,
                maybe("raw_quic_acked"),
                random.nextBoolean() ? Map.of() : counts(outcome),
                random.nextInt(4),
                random.nextBoolean() ? random.nextLong(100_000) : null,
                outcome == CellOutcome.PROVEN && random.nextBoolean(),
                random.nextInt(3),
                List.of(text()),
                evidence);
    }

    private @Nullable String maybe(String text) {
        return random.nextBoolean() ? text : null;
    }

    private String text() {
        return pick(TEXTS);
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
