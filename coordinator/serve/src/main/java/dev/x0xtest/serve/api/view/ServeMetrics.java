package dev.x0xtest.serve.api.view;

import dev.x0xtest.coordinator.metrics.Series;
import dev.x0xtest.serve.api.live.Status;
import dev.x0xtest.serve.history.HistoryReader;
import dev.x0xtest.serve.model.Incident;
import dev.x0xtest.serve.model.Order;
import dev.x0xtest.serve.model.Scope;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The metrics of the daemon. Their number is bounded: eight for each node and scope, {@value #MOST_PAIRS} pairs, and some
 * forty more; at most {@value #MOST_SCOPES} scopes.
 */
public final class ServeMetrics {
    static final int MOST_PAIRS = 200;
    static final int MOST_SCOPES = 4;
    private static final double MS_PER_SECOND = 1e3;

    private final List<Series> all = new ArrayList<>();
    private int listed;

    private ServeMetrics() {}

    /** What is known of the pairs of one scope. */
    public record Known(Scope scope, HistoryReader.Matrix matrix) {}

    /**
     * The metrics now.
     *
     * @param reading whether the history could be read; false: {@code known} and {@code open} are empty
     * @param known the most recent first
     * @param open incidents that last
     */
    public static MetricSnapshots of(
            Status status, long sinceTickMs, long nowMs, boolean reading, List<Known> known, List<Incident> open) {
        ServeMetrics metrics = new ServeMetrics();
        metrics.daemon(status, sinceTickMs, nowMs, reading);
        metrics.incidents(open, status.orders());
        metrics.pairs(known.subList(0, Math.min(MOST_SCOPES, known.size())), nowMs);
        MetricSnapshots.Builder snapshots = MetricSnapshots.builder();
        metrics.all.forEach(series -> snapshots.metricSnapshot(series.build()));
        return snapshots.build();
    }

    private Series gauge(String name, String help) {
        Series series = new Series(name, help, Labels.EMPTY);
        all.add(series);
        return series;
    }

    private void daemon(Status status, long sinceTickMs, long nowMs, boolean reading) {
        gauge("x0xtest_serve_info", "The daemon; the value is always 1.")
                .add(1, "version", Said.text(status.version()), "fleet", Said.text(status.fleet()));
        gauge("x0xtest_serve_leader", "Whether this daemon measures: 1; 0 if it stands by.")
                .add(status.role() == Status.Role.LEADER ? 1 : 0);
        gauge("x0xtest_serve_tick_age_seconds", "How long ago the scheduler did its work.")
                .add(sinceTickMs / MS_PER_SECOND);
        gauge("x0xtest_serve_running", "Whether a run is going on: 1, else 0.").add(status.running() == null ? 0 : 1);
        Long judged = status.lastJudgedMs();
        Series age =
                gauge("x0xtest_serve_judged_age_seconds", "How long ago the last run was judged; absent: none was.");
        if (judged != null) {
            age.add(Math.max(0, nowMs - judged) / MS_PER_SECOND);
        }
        Series due = gauge("x0xtest_serve_next_run_timestamp_seconds", "When each schedule is due next.");
        Set<String> named = new HashSet<>();
        for (Status.Scheduled one : status.schedule()) {
            Long next = one.nextDueMs();
            if (next != null && named.add(Said.text(one.name()))) {
                due.add(next / MS_PER_SECOND, "schedule", Said.text(one.name()));
            }
        }
        Series database =
                gauge("x0xtest_serve_database", "1 for the state of the history's database, 0 for the others.");
        for (Status.DatabaseState one : Status.DatabaseState.values()) {
            database.add(status.database().state() == one ? 1 : 0, "state", one.label());
        }
        gauge("x0xtest_serve_history_readable", "Whether the history could be read now: 1, else 0.")
                .add(reading ? 1 : 0);
        gauge("x0xtest_serve_spooled_writes", "Writes that wait for the database.")
                .add((double) status.database().spooled());
        gauge("x0xtest_serve_messages_today", "Messages that runners have sent today.")
                .add((double) status.budget().messages());
        gauge("x0xtest_serve_messages_limit", "Messages that they may send a day; 0: there is no limit.")
                .add((double) status.budget().limit());
        gauge("x0xtest_serve_x0xd_bytes_today", "By how much the data of all x0xd have grown today by measuring.")
                .add((double) status.budget().x0xdBytes());
        gauge("x0xtest_serve_governor_factor", "By how much measuring holds back: 1: not at all.")
                .add(status.governor().factor());
        gauge("x0xtest_serve_anchor_usable", "Whether the anchor's x0xd could be used at the last attempt: 1, else 0.")
                .add(status.anchor() == Status.Anchor.AWAY ? 0 : 1);
    }

    private void incidents(List<Incident> open, List<Order> orders) {
        Map<String, Integer> counts = new TreeMap<>();
        open.stream()
                .filter(incident -> incident.state() == Incident.State.OPEN)
                .forEach(incident -> counts.merge(Said.text(incident.kind()), 1, Integer::sum));
        Series kinds = gauge("x0xtest_serve_incidents_open", "Confirmed incidents that last, by kind.");
        counts.forEach((kind, count) -> kinds.add(count, "kind", kind));
        Series held = gauge("x0xtest_serve_orders", "Orders of operators that hold, by kind.");
        for (Order.Kind kind : Order.Kind.values()) {
            held.add(
                    (double) orders.stream()
                            .filter(order -> order.kind() == kind)
                            .count(),
                    "kind",
                    kind.label());
        }
    }

    private void pairs(List<Known> known, long nowMs) {
        Series age = gauge("x0xtest_matrix_age_seconds", "How long ago the last run of a plane ended.");
        Series pairs = gauge("x0xtest_matrix_pairs", "Ordered pairs by class, each as its last run has judged it.");
        Series nodes = gauge(
                "x0xtest_matrix_node_pairs",
                "Pairs that a node sends (direction out) or receives (direction in), by class.");
        Series refuted = gauge(
                "x0xtest_matrix_pair_refuted",
                "A pair that is shown to be broken; the value is always 1. At most " + MOST_PAIRS
                        + " pairs are listed.");
        int all = 0;
        for (Known one : known) {
            String network = one.scope().network().text();
            String plane = one.scope().plane().label();
            HistoryReader.Matrix matrix = one.matrix();
            age.add(Math.max(0, nowMs - matrix.atMs()) / MS_PER_SECOND, "network", network, "plane", plane);
            classes(pairs, Tally.of(matrix), "network", network, "plane", plane);
            for (int node = 0; node < matrix.nodes().size(); node++) {
                String label = matrix.nodes().get(node);
                Tally sent = Tally.sent(matrix, node);
                classes(nodes, sent, "network", network, "plane", plane, "node", label, "direction", "out");
                classes(
                        nodes,
                        Tally.received(matrix, node),
                        "network",
                        network,
                        "plane",
                        plane,
                        "node",
                        label,
                        "direction",
                        "in");
                all += sent.refuted();
                refuted(refuted, matrix, node, network, plane);
            }
        }
        gauge("x0xtest_matrix_pairs_refuted_unlisted", "Refuted pairs beyond those that are listed.")
                .add(all - listed);
    }

    private static void classes(Series series, Tally tally, String... labels) {
        List<String> begun = List.of(labels);
        add(series, tally.proven(), begun, "proven");
        add(series, tally.refuted(), begun, "refuted");
        add(series, tally.unobserved(), begun, "unobserved");
        add(series, tally.unmeasured(), begun, "unmeasured");
    }

    private static void add(Series series, double value, List<String> begun, String name) {
        List<String> labels = new ArrayList<>(begun);
        labels.add("class");
        labels.add(name);
        series.add(value, labels.toArray(new String[0]));
    }

    private void refuted(Series refuted, HistoryReader.Matrix matrix, int row, String network, String plane) {
        for (int column = 0; column < matrix.nodes().size() && listed < MOST_PAIRS; column++) {
            if (column != row && matrix.outcome()[row][column] == 'r') {
                listed++;
                refuted.add(
                        1,
                        "network",
                        network,
                        "plane",
                        plane,
                        "src",
                        matrix.nodes().get(row),
                        "dst",
                        matrix.nodes().get(column));
            }
        }
    }
}
