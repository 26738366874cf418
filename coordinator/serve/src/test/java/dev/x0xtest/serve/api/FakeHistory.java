package dev.x0xtest.serve.api;

import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.format.ReportJson;
import dev.x0xtest.serve.api.view.MatrixReport;
import dev.x0xtest.serve.history.HistoryException;
import dev.x0xtest.serve.history.HistoryReader;
import dev.x0xtest.serve.model.Delivery;
import dev.x0xtest.serve.model.Incident;
import dev.x0xtest.serve.model.Order;
import dev.x0xtest.serve.model.RunKind;
import dev.x0xtest.serve.model.Scope;
import dev.x0xtest.serve.model.SkippedTick;
import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.Plane;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A history in memory: three nodes, of which sfo does not reach hel, two runs and one incident. */
final class FakeHistory implements HistoryReader {
    static final Scope SCOPE = new Scope(new NetworkName("test"), Plane.RAW);
    static final long RUN_ENDED = 1_700_000_000_000L;
    static final String FIRST = "00000000000000000000000000000001";
    static final String SECOND = "00000000000000000000000000000002";
    static final String DROPPED = "00000000000000000000000000000003";
    static final String INCIDENT = "i-17";

    final List<Incident> incidents = new ArrayList<>(List.of(incident(INCIDENT, Incident.State.OPEN, "sfo → hel")));
    final Map<String, String> reports = new HashMap<>();
    final List<Run> runs = new ArrayList<>();
    List<String> nodes = List.of("nyc", "sfo", "hel");
    String hostile = "";
    boolean allRefuted;
    volatile boolean away;
    volatile @Nullable CountDownLatch held;

    FakeHistory() {
        runs.add(run(SECOND, 2, RunKind.FULL, "FAIL"));
        runs.add(run(FIRST, 1, RunKind.FULL, "FAIL"));
        runs.add(run(DROPPED, 0, RunKind.FULL, "FAIL"));
        reports.put(FIRST, report(FIRST, 'p'));
        reports.put(SECOND, report(SECOND, 'M'));
    }

    static Run run(String id, int place, RunKind kind, String verdict) {
        long started = RUN_ENDED - (3L - place) * 300_000;
        return new Run(id, SCOPE, kind, "full", started, started + 4_000, verdict, 6, 5, 1, 0, 40);
    }

    private String report(String id, char letter) {
        return ReportJson.text(MatrixReport.of(SCOPE, matrix(id, letter)));
    }

    static Incident incident(String id, Incident.State state, String text) {
        return new Incident(
                id,
                SCOPE,
                "LINK",
                null,
                "{\"from\":\"sfo\",\"to\":\"hel\",\"direction\":\"one_way\"}",
                List.of("sfo", "hel"),
                List.of("sfo>hel"),
                state,
                "red",
                RUN_ENDED - 600_000,
                RUN_ENDED,
                null,
                2,
                3,
                0,
                6.5,
                text,
                "x0xtest explain latest sfo hel",
                List.of(SECOND));
    }

    private Matrix matrix(String id, char letter) {
        int size = nodes.size();
        char[][] outcome = new char[size][size];
        char[][] letters = new char[size][size];
        int[][] p50 = new int[size][size];
        long[][] seen = new long[size][size];
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                boolean broken = allRefuted || (row == 1 && column == 2 && letter != 'p');
                outcome[row][column] = row == column ? '.' : broken ? 'r' : 'p';
                letters[row][column] = row == column ? '·' : broken ? letter : 'p';
                p50[row][column] = row == column || broken ? -1 : 1_000 * (row + 1) + column;
                seen[row][column] = row == column ? 0 : RUN_ENDED - 1000L * column;
            }
        }
        return new Matrix(
                id,
                RUN_ENDED,
                nodes,
                outcome,
                letters,
                p50,
                seen,
                new long[size][size],
                nodes.stream().map(node -> "").toList());
    }

    /** A run of four nodes in which all from and to the second one is MISSING. */
    static Report lonelyNode() {
        char[][] letters = {"·Mpp".toCharArray(), "M·MM".toCharArray(), "pM·p".toCharArray(), "pMp·".toCharArray()};
        char[][] outcome = {".rpp".toCharArray(), "r.rr".toCharArray(), "pr.p".toCharArray(), "prp.".toCharArray()};
        return MatrixReport.of(
                SCOPE,
                new Matrix(
                        SECOND,
                        RUN_ENDED,
                        List.of("nyc", "sfo", "hel", "nur"),
                        outcome,
                        letters,
                        new int[4][4],
                        new long[4][4],
                        new long[4][4],
                        List.of("", "", "", "")));
    }

    private void ask() {
        CountDownLatch latch = held;
        if (latch != null) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (away) {
            throw new HistoryException("no answer from db.internal:5432", new IllegalStateException("secret"));
        }
    }

    @Override
    public List<Scope> scopes() {
        ask();
        return runs.isEmpty() ? List.of() : List.of(SCOPE);
    }

    @Override
    public Optional<Matrix> matrix(Scope scope, long atMs) {
        ask();
        return atMs < RUN_ENDED || runs.isEmpty() ? Optional.empty() : Optional.of(matrix(SECOND, 'M'));
    }

    @Override
    public Optional<PairPast> pair(Scope scope, String src, String dst, long fromMs, long toMs, long stepMs) {
        ask();
        if (!nodes.contains(src) || !nodes.contains(dst)) {
            return Optional.empty();
        }
        return Optional.of(new PairPast(
                List.of(
                        new Point(RUN_ENDED - 300_000, 1, 1, 0, 0, 1_300, 1_300, 1_300),
                        new Point(RUN_ENDED, 1, 0, 1, 0, -1, -1, -1)),
                List.of(new Gap(RUN_ENDED - 900_000, RUN_ENDED - 600_000, "paused" + hostile)),
                new Since("MISSING", RUN_ENDED, SECOND)));
    }

    @Override
    public List<Failure> failures(Scope scope, String src, String dst, int limit) {
        ask();
        return src.equals("sfo") && dst.equals("hel")
                ? List.of(new Failure(RUN_ENDED, SECOND, 'M', "", "seen by nobody" + hostile))
                : List.of();
    }

    @Override
    public List<Run> runs(@Nullable Scope scope, int limit, long beforeMs) {
        ask();
        return runs.stream()
                .filter(run -> run.startedMs() < beforeMs)
                .limit(limit)
                .toList();
    }

    @Override
    public Optional<Run> run(String id) {
        ask();
        return runs.stream().filter(run -> run.id().equals(id)).findFirst();
    }

    @Override
    public Optional<String> report(String id) {
        ask();
        return Optional.ofNullable(reports.get(id));
    }

    @Override
    public List<Incident> incidents(@Nullable Scope scope, boolean open, int limit, long beforeMs) {
        ask();
        return incidents.stream()
                .filter(one -> !open || one.clearedMs() == null)
                .limit(limit)
                .toList();
    }

    @Override
    public Optional<Incident> incident(String id) {
        ask();
        return incidents.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    @Override
    public List<SkippedTick> skipped(Scope scope, long fromMs, long toMs) {
        return List.of();
    }

    @Override
    public List<Order> orders(long nowMs) {
        return List.of();
    }

    @Override
    public List<Delivery> deliveries(int limit) {
        return List.of();
    }

    @Override
    public Optional<NodeFacts> node(Scope scope, String label) {
        ask();
        return nodes.contains(label)
                ? Optional.of(
                        new NodeFacts(label, "ab".repeat(32), RUN_ENDED, List.of(new Fact("x0xd", "0.48.1" + hostile))))
                : Optional.empty();
    }
}
