package dev.x0xtest.coordinator.metrics;

import dev.x0xtest.coordinator.causes.Judged;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** The metrics of a run as text for the textfile collector of node_exporter: Prometheus' format 0.0.4, no timestamps. */
public final class MetricsText {
    private MetricsText() {}

    /** Writes the metrics of the run. */
    public static void write(Judged judged, Writer out) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.create().write(bytes, RunMetrics.of(judged));
        out.write(bytes.toString(StandardCharsets.UTF_8));
    }
}
