package dev.x0xtest.coordinator.metrics;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.List;

/** One metric while its values are collected: a gauge, or an info, whose values are all 1. Confined to one thread. */
public final class Series {
    private static final String INFO = "_info";

    private final String name;
    private final String help;
    private final Labels common;
    private final List<Point> points = new ArrayList<>();

    private record Point(Labels labels, double value) {}

    /**
     * Begins without a value.
     *
     * @param name ends with {@code _info} for an info
     * @param help what the value is; a sentence
     * @param common labels that each value has
     */
    public Series(String name, String help, Labels common) {
        this.name = name;
        this.help = help;
        this.common = common;
    }

    /** Adds a value. The labels are names and values in turn; each set of labels may occur once. */
    public Series add(double value, String... labels) {
        points.add(new Point(common.merge(Labels.of(labels)), value));
        return this;
    }

    /** The metric with its values. */
    public MetricSnapshot build() {
        return name.endsWith(INFO) ? info() : gauge();
    }

    private GaugeSnapshot gauge() {
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(help);
        for (Point point : points) {
            gauge.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                    .labels(point.labels())
                    .value(point.value())
                    .build());
        }
        return gauge.build();
    }

    /** The client adds the ending of an info's name itself. */
    private InfoSnapshot info() {
        InfoSnapshot.Builder info = InfoSnapshot.builder()
                .name(name.substring(0, name.length() - INFO.length()))
                .help(help);
        for (Point point : points) {
            info.dataPoint(InfoSnapshot.InfoDataPointSnapshot.builder()
                    .labels(point.labels())
                    .build());
        }
        return info.build();
    }
}
