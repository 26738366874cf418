package dev.x0xtest.serve.history.store;

import dev.x0xtest.serve.api.ApiServer;
import dev.x0xtest.serve.api.ApiSettings;
import dev.x0xtest.serve.api.FakeControls;
import dev.x0xtest.serve.api.http.Limits;
import dev.x0xtest.serve.history.HistoryReader;
import dev.x0xtest.serve.history.care.Figures;
import dev.x0xtest.serve.history.codec.PairState;
import dev.x0xtest.serve.history.codec.RunCodec;
import dev.x0xtest.serve.history.codec.StateCodec;
import dev.x0xtest.serve.history.codec.SumCodec;
import dev.x0xtest.serve.history.codec.Summing;
import dev.x0xtest.serve.history.codec.Sums;
import dev.x0xtest.serve.history.database.Database;
import dev.x0xtest.serve.history.database.DatabaseUrl;
import dev.x0xtest.serve.history.database.Dialect;
import dev.x0xtest.serve.history.database.Sql;
import dev.x0xtest.serve.history.read.JdbcReader;
import dev.x0xtest.serve.history.record.CellFigures;
import dev.x0xtest.serve.model.Scope;
import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.Plane;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Fills a database as a year of runs leaves it, and measures it: bench/history. Times of a pair vary around one of its own,
 * one hop of a hundred is lost; every run of the last 90 days is there, all hours and all days.
 */
public final class HistoryYear {
    private static final long SEED = 17;
    private static final int RUN_DAYS = 90;
    private static final int LOOKED_AT = 60;
    /** Days before the runs begin repeat the sums of so many, which saves most of the time. */
    private static final int DISTINCT_DAYS = 10;

    /** Compressed, as a run of six real daemons left them. */
    private static final int REPORT_BYTES_A_CELL = 140;

    private static final Scope SCOPE = new Scope(new NetworkName("test"), Plane.RAW);

    private final int nodes;
    private final int perNode;
    private final long everyMs;
    private final long beginMs;
    private final int days;
    private final SplittableRandom random = new SplittableRandom(SEED);
    private final int[][] usual;
    private final Map<Integer, DaySums> repeated = new HashMap<>();

    private HistoryYear(int nodes, int perNode, long everyMs, long beginMs, int days) {
        this.nodes = nodes;
        this.perNode = perNode;
        this.everyMs = everyMs;
        this.beginMs = beginMs;
        this.days = days;
        this.usual = new int[nodes][nodes];
        for (int[] row : usual) {
            Arrays.setAll(row, dst -> 1_000 + random.nextInt(250_000));
        }
    }

    /** NODES DESTINATIONS MINUTES URL DAYS. */
    public static void main(String[] arguments) throws Exception {
        int nodes = Integer.parseInt(arguments[0]);
        int perNode = Math.min(nodes - 1, Integer.parseInt(arguments[1]));
        long everyMs = Long.parseLong(arguments[2]) * 60_000;
        DatabaseUrl url = DatabaseUrl.of(arguments[3], Path::of);
        int days = Integer.parseInt(arguments[4]);
        long begin = 1_767_225_600_000L;
        Path directory = Files.createTempDirectory("x0xtest-history");
        try (Database database = Database.open(url, directory)) {
            HistoryYear year = new HistoryYear(nodes, perNode, everyMs, begin, days);
            if (database.read(sql -> sql.number("select count(*) from run")) == 0) {
                long began = System.nanoTime();
                year.fill(database);
                if (url.dialect() == Dialect.POSTGRESQL) {
                    database.alone("analyze");
                }
                System.err.printf("filled in %d s%n", (System.nanoTime() - began) / 1_000_000_000);
            }
        }
        try (Database database = Database.open(url, directory)) {
            new HistoryYear(nodes, perNode, everyMs, begin, days).measure(database);
        }
    }

    private void fill(Database database) {
        int[] series = database.write(sql -> {
            EntryWriter.scope(sql, SCOPE);
            int[] ids = new int[nodes];
            for (int node = 0; node < nodes; node++) {
                ids[node] = sql.id(
                        "insert into series (scope, label, agent_id, since_ms, until_ms) values (1, ?, ?, ?, null)"
                                + " returning id",
                        "node-" + node,
                        "a" + node,
                        beginMs);
            }
            return ids;
        });
        List<Map<Integer, List<CellFigures>>> months = new ArrayList<>();
        for (int node = 0; node < nodes; node++) {
            months.add(new HashMap<>());
        }
        for (int day = 0; day < days; day++) {
            int epochDay = Times.day(beginMs) + day;
            boolean runs = day >= days - RUN_DAYS;
            database.write(sql -> {
                day(sql, series, epochDay, runs, months);
                return 0;
            });
            if (day % 30 == 0) {
                System.err.println("day " + day);
            }
        }
    }

    /** Of each source the blob of its hours, and its figures of the whole day. */
    private record DaySums(List<byte[]> hours, List<List<CellFigures>> ofDay) {}

    private void day(Sql sql, int[] series, int day, boolean runs, List<Map<Integer, List<CellFigures>>> months)
            throws SQLException {
        DaySums sums = runs ? null : repeated.get(day % DISTINCT_DAYS);
        if (sums == null) {
            sums = sums(sql, series, day, runs);
            repeated.put(day % DISTINCT_DAYS, sums);
        }
        List<Object[]> hourly = new ArrayList<>();
        List<Object[]> daily = new ArrayList<>();
        for (int node = 0; node < nodes; node++) {
            hourly.add(new Object[] {series[node], day, sums.hours().get(node)});
            int slot = Times.dayOfMonth(day);
            Map<Integer, List<CellFigures>> month = months.get(node);
            if (slot == 0) {
                month.clear();
            }
            month.put(slot, sums.ofDay().get(node));
            boolean last = Times.month(day + 1) != Times.month(day) || day == Times.day(beginMs) + days - 1;
            if (last) {
                daily.add(new Object[] {series[node], Times.month(day), SumCodec.encode(Sums.of(month))});
            }
        }
        sql.batch("insert into hourly (source, day, cells) values (?, ?, ?)", hourly);
        sql.batch("insert into daily (source, month, cells) values (?, ?, ?)", daily);
    }

    private DaySums sums(Sql sql, int[] series, int day, boolean runs) throws SQLException {
        Summing[] ofDay = new Summing[nodes];
        List<Map<Integer, List<CellFigures>>> hours = new ArrayList<>();
        Arrays.setAll(ofDay, node -> new Summing());
        for (int node = 0; node < nodes; node++) {
            hours.add(new HashMap<>());
        }
        long from = day * Times.DAY_MS;
        for (int hour = 0; hour < Times.HOURS; hour++) {
            Summing[] ofHour = new Summing[nodes];
            Arrays.setAll(ofHour, node -> new Summing());
            long hourMs = from + hour * Times.HOUR_MS;
            for (long at = hourMs; at < hourMs + Times.HOUR_MS; at += everyMs) {
                run(sql, series, at, runs, ofHour);
            }
            for (int node = 0; node < nodes; node++) {
                List<CellFigures> cells = ofHour[node].figures();
                ofDay[node].add(cells);
                hours.get(node).put(hour, cells);
            }
        }
        return new DaySums(
                hours.stream().map(one -> SumCodec.encode(Sums.of(one))).toList(),
                Arrays.stream(ofDay).map(Summing::figures).toList());
    }

    private void run(Sql sql, int[] series, long at, boolean kept, Summing[] sums) throws SQLException {
        int round = (int) ((at - beginMs) / everyMs);
        List<Object[]> rows = new ArrayList<>();
        List<Object[]> misses = new ArrayList<>();
        int refuted = 0;
        int id = round + 1;
        for (int src = 0; src < nodes; src++) {
            TreeMap<Integer, CellFigures> cells = new TreeMap<>();
            for (int step = 0; step < perNode; step++) {
                int dst = (src + 1 + (round * perNode + step) % (nodes - 1)) % nodes;
                boolean lost = random.nextInt(100) == 0;
                int us = usual[src][dst] + random.nextInt(1 + usual[src][dst] / 5);
                cells.put(
                        series[dst],
                        lost
                                ? new CellFigures(series[dst], 'M', 'r', 0, 1, 0, -1, -1, -1)
                                : new CellFigures(series[dst], 'p', 'p', 1, 0, 0, us, -1, us));
                if (lost) {
                    refuted++;
                    misses.add(new Object[] {
                        series[src], series[dst], at, id, "M", "", "acknowledged as raw_quic_acked, never seen"
                    });
                }
            }
            List<CellFigures> list = List.copyOf(cells.values());
            sums[src].add(list);
            if (kept) {
                rows.add(new Object[] {series[src], at, id, RunCodec.encode(list)});
            }
            if (at + everyMs >= beginMs + days * Times.DAY_MS) {
                present(sql, series, src, at, id);
            }
        }
        if (kept) {
            insert(sql, at, id, refuted, rows, misses);
        }
    }

    private void insert(Sql sql, long at, int id, int refuted, List<Object[]> rows, List<Object[]> misses)
            throws SQLException {
        sql.update(
                "insert into run (id, run_id, scope, kind, schedule, state, started_ms, ended_ms, verdict, cells, proven,"
                        + " refuted, unobserved, messages) values (?, ?, 1, 'rotation', 'every', 'kept', ?, ?, 'FAIL', ?, ?,"
                        + " ?, 0, ?)",
                id,
                String.format("%032x", id),
                at - 20_000,
                at,
                nodes * perNode,
                nodes * perNode - refuted,
                refuted,
                nodes * (perNode + 3));
        sql.batch("insert into sample (source, at_ms, run, cells) values (?, ?, ?, ?)", rows);
        sql.batch("insert into miss (src, dst, at_ms, run, letter, code, reason) values (?, ?, ?, ?, ?, ?, ?)", misses);
        byte[] report = new byte[REPORT_BYTES_A_CELL * nodes * perNode];
        if (at > beginMs + days * Times.DAY_MS - Retention.STANDARD.reportBytes() / report.length * everyMs) {
            random.nextBytes(report);
            sql.update("insert into report (run, bytes, json) values (?, ?, ?)", id, report.length, report);
        }
    }

    private void present(Sql sql, int[] series, int src, long at, int id) throws SQLException {
        List<PairState> states = new ArrayList<>();
        for (int dst = 0; dst < nodes; dst++) {
            if (dst != src) {
                int before = random.nextInt(nodes / perNode + 1);
                long seen = at - before * everyMs;
                states.add(new PairState(
                        series[dst],
                        'p',
                        'p',
                        usual[src][dst],
                        seen,
                        id - before,
                        seen - 7 * everyMs,
                        id - before - 7));
            }
        }
        sql.update("insert into present (source, pairs) values (?, ?)", series[src], StateCodec.encode(states));
    }

    /** Random pairs over 60 days by hours, every run of a pair, and the whole matrix; by HTTP what the API answers. */
    private void measure(Database database) throws Exception {
        HistoryReader reader = new JdbcReader(() -> database);
        long end = beginMs + days * Times.DAY_MS;
        // Fewer days may have been asked for.
        long from = Math.max(beginMs + Times.DAY_MS, end - LOOKED_AT * Times.DAY_MS);
        SplittableRandom pairs = new SplittableRandom(SEED + 1);
        List<Asked> asked = new ArrayList<>();
        ApiSettings settings = new ApiSettings(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                null,
                null,
                null,
                false,
                Set.of(),
                Limits.USUAL);
        try (ApiServer server =
                ApiServer.start(settings, reader, new FakeControls(), () -> Instant.ofEpochMilli(end))) {
            Asking http = new Asking(server.url() + "/api/v1/");
            asked.add(Asked.of("pair_hours", times(pairs, (a, b) -> http.pair(a, b, from, end))));
            asked.add(Asked.of("pair_week", times(pairs, (a, b) -> http.pair(a, b, end - 7 * Times.DAY_MS, end))));
            asked.add(Asked.of("pair_year", times(pairs, (a, b) -> http.pair(a, b, beginMs, end))));
            asked.add(Asked.of("matrix_now", times(pairs, (a, b) -> http.get("matrix?network=test&plane=raw"))));
            asked.add(Asked.of(
                    "matrix_then",
                    times(pairs, (a, b) -> http.get("matrix?network=test&plane=raw&at=" + pairs.nextLong(from, end)))));
        }
        asked.add(Asked.of(
                "pair_runs",
                times(
                        pairs,
                        (a, b) -> reader.pair(SCOPE, a, b, from, end, 0)
                                .orElseThrow()
                                .points()
                                .size())));
        Figures.All all = Figures.of(database, Retention.STANDARD);
        StringBuilder line = new StringBuilder();
        asked.forEach(one -> line.append(
                String.format(" %s_p95_ms=%d %s_median_ms=%d", one.what(), one.p95Ms(), one.what(), one.medianMs())));
        System.out.printf(
                "database=%s nodes=%d destinations=%d every_min=%d days=%d bytes=%d%s%n",
                database.url().dialect().label(), nodes, perNode, everyMs / 60_000, days, all.bytes(), line);
        all.tables().stream()
                .filter(table -> table.rows() > 0)
                .forEach(table ->
                        System.out.printf("table=%s rows=%d bytes=%d%n", table.name(), table.rows(), table.bytes()));
    }

    /** A question and how long its answers took. */
    private record Asked(String what, long p95Ms, long medianMs) {
        /** {@code us}: ascending. */
        static Asked of(String what, long[] us) {
            return new Asked(what, p95(us), us[10] / 1_000);
        }
    }

    private interface Question {
        int ask(String src, String dst);
    }

    /** Asks the API as a browser does. */
    private static final class Asking {
        private final HttpClient client = HttpClient.newHttpClient();
        private final String base;

        Asking(String base) {
            this.base = base;
        }

        int pair(String src, String dst, long from, long to) {
            return get("pairs/" + src + "/" + dst + "?network=test&plane=raw&from=" + from + "&to=" + to);
        }

        /** The bytes of the answer. */
        int get(String path) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                    .header("Accept-Encoding", "gzip")
                    .build();
            try {
                HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
                if (answer.statusCode() != 200) {
                    throw new IllegalStateException(path + ": " + answer.statusCode());
                }
                return answer.body().length;
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(path, e);
            }
        }
    }

    /** Of 20 random pairs, ascending, in us; the first answer has to be one. */
    private long[] times(SplittableRandom pairs, Question question) {
        long[] times = new long[20];
        for (int at = 0; at < times.length; at++) {
            int src = pairs.nextInt(nodes);
            int dst = (src + 1 + pairs.nextInt(nodes - 1)) % nodes;
            long began = System.nanoTime();
            if (question.ask("node-" + src, "node-" + dst) == 0) {
                throw new IllegalStateException("no answer");
            }
            times[at] = (System.nanoTime() - began) / 1_000;
        }
        Arrays.sort(times);
        return times;
    }

    private static long p95(long[] sortedUs) {
        return (sortedUs[18] + 999) / 1_000;
    }
}
