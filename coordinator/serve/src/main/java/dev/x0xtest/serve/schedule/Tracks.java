package dev.x0xtest.serve.schedule;

import dev.x0xtest.serve.model.RunKind;
import dev.x0xtest.serve.model.Scope;
import dev.x0xtest.serve.model.SkippedTick;
import dev.x0xtest.serve.schedule.terms.ScheduleConfig;
import dev.x0xtest.serve.schedule.terms.Series;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongUnaryOperator;

/** Where all series of a configuration stand. Not thread-safe. */
final class Tracks {
    private final LongUnaryOperator chance;
    private final Map<String, Track> tracks = new LinkedHashMap<>();
    private final Map<Scope, Coverage> coverage = new HashMap<>();

    Tracks(LongUnaryOperator chance) {
        this.chance = chance;
    }

    /** Begins all series, and returns the gaps of the time in which the daemon was down. */
    List<SkippedTick> begin(ScheduleConfig config, Past past, long wallMs) {
        List<SkippedTick> gaps = new ArrayList<>();
        for (Series series : config.series()) {
            Past.OfSeries before = past.series().get(series.name());
            Track track = new Track(series, chance, wallMs, before == null ? 1 : Math.max(0, before.rounds()) + 1);
            tracks.put(series.name(), track);
            if (before != null) {
                track.lastRan(before.lastDueMs());
                long missedMs = series.ticks().after(before.lastDueMs());
                if (missedMs <= wallMs) {
                    gaps.add(track.gap(missedMs, wallMs, SkippedTick.Reason.MISSED, "serve was not running"));
                }
            }
            long every = series.ticks().every().toMillis();
            if (series.leads() && (before == null || wallMs - before.lastDueMs() >= every)) {
                track.dueAt(wallMs);
            }
        }
        return gaps;
    }

    /** Goes on with the series of another configuration, and returns the gaps of those that it does not have. */
    List<SkippedTick> reload(ScheduleConfig config, long wallMs) {
        Map<String, Track> before = new LinkedHashMap<>(tracks);
        tracks.clear();
        for (Series series : config.series()) {
            Track track = before.remove(series.name());
            if (track == null) {
                track = new Track(series, chance, wallMs, 1);
            } else {
                track.become(series, wallMs);
            }
            tracks.put(series.name(), track);
        }
        return before.values().stream()
                .flatMap(gone -> gone.dropped(SkippedTick.Reason.PAUSED, "its schedule was removed").stream())
                .toList();
    }

    Collection<Track> all() {
        return tracks.values();
    }

    /** The tick that has waited longest; empty: none waits. */
    Optional<Track> next() {
        return tracks.values().stream()
                .filter(track -> track.waitingMs() != null)
                .min(Comparator.comparing(Track::waitingMs));
    }

    /** When the next tick starts; {@code otherwise} if there is none. */
    long nextMs(long otherwise) {
        return tracks.values().stream().mapToLong(Track::fireMs).min().orElse(otherwise);
    }

    /** A run has measured its pairs. */
    void ran(Decision.Start run, long wallMs) {
        coverage.computeIfAbsent(run.scope(), scope -> new Coverage(run.nodes()))
                .ran(run.pairs(), run.nodes(), wallMs);
        Track track = tracks.get(run.schedule());
        if (track != null) {
            track.ran(wallMs);
        }
    }

    List<Standing> standings() {
        return tracks.values().stream().map(this::standing).toList();
    }

    private Standing standing(Track track) {
        Series series = track.series();
        Coverage seen = coverage.get(series.scope());
        OptionalLong oldest = seen == null ? OptionalLong.empty() : seen.oldestMs();
        int others = series.nodes() - 1;
        return new Standing(
                series,
                series.ticks().every().toMillis(),
                track.nextMs(),
                track.lastRunMs(),
                track.round(),
                series.kind() == RunKind.ROTATION ? (others + series.destinations() - 1) / series.destinations() : 1,
                oldest.isPresent() ? oldest.getAsLong() : null);
    }
}
