package dev.x0xtest.serve.watch;

import dev.x0xtest.serve.history.HistoryReader;
import dev.x0xtest.serve.model.RunKind;
import dev.x0xtest.serve.schedule.Past;
import dev.x0xtest.serve.schedule.terms.Cost;
import dev.x0xtest.serve.schedule.terms.NetworkSchedule;
import dev.x0xtest.serve.schedule.terms.ScheduleConfig;
import dev.x0xtest.serve.schedule.terms.Series;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the schedule needs to know of the time before this process. */
final class Pasts {
    private static final long DAY_MS = Duration.ofDays(1).toMillis();

    private Pasts() {}

    /** {@code runs}: the newest first. */
    static Past of(List<HistoryReader.Run> runs, ScheduleConfig config, long nowMs) {
        Map<String, Past.OfSeries> series = new HashMap<>();
        for (Series one : config.series()) {
            List<HistoryReader.Run> own = runs.stream()
                    .filter(run -> run.schedule().equals(one.name()))
                    .toList();
            if (!own.isEmpty()) {
                series.put(one.name(), new Past.OfSeries(own.get(0).startedMs(), rounds(one, own)));
            }
        }
        long midnight = nowMs - Math.floorMod(nowMs, DAY_MS);
        Cost today = runs.stream()
                .filter(run -> run.startedMs() >= midnight)
                .map(run -> cost(run, config))
                .reduce(Cost.NONE, Cost::plus);
        return new Past(series, today);
    }

    private static long rounds(Series series, List<HistoryReader.Run> runs) {
        return series.kind() == RunKind.ROTATION ? runs.size() : 0;
    }

    private static Cost cost(HistoryReader.Run run, ScheduleConfig config) {
        NetworkSchedule network =
                config.network(run.scope().network()).orElse(config.networks().get(0));
        long hops = Math.min(run.messages(), (long) run.cells() * network.samples());
        return Cost.counted(run.scope().plane(), network.nodes(), hops, run.messages() - hops, network.payloadBytes());
    }
}
