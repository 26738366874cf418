package dev.x0xtest.serve.api.route;

import dev.x0xtest.serve.api.message.Answer;
import dev.x0xtest.serve.api.message.Problem;
import dev.x0xtest.serve.api.message.Request;
import dev.x0xtest.serve.api.message.Routes;
import dev.x0xtest.serve.api.view.ServeMetrics;
import dev.x0xtest.serve.history.HistoryReader;
import dev.x0xtest.serve.model.Incident;
import dev.x0xtest.serve.model.Scope;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The metrics for Prometheus. What the daemon itself knows is there also while the history is away. */
final class MetricsRoute {
    private final Sources sources;

    MetricsRoute(Sources sources) {
        this.sources = sources;
    }

    void addTo(Routes routes) {
        routes.reads("/metrics", this::metrics);
    }

    private Answer metrics(Request request) {
        long now = sources.nowMs();
        List<ServeMetrics.Known> known = new ArrayList<>();
        List<Incident> open = List.of();
        boolean reading = true;
        try {
            for (Scope scope : sources.read(HistoryReader::scopes)) {
                sources.read(history -> history.matrix(scope, now))
                        .ifPresent(matrix -> known.add(new ServeMetrics.Known(scope, matrix)));
            }
            open = sources.open();
        } catch (Problem away) {
            reading = false;
            known.clear();
        }
        ExpositionFormatWriter format = format(request.accept());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            format.write(
                    bytes,
                    ServeMetrics.of(
                            sources.controls().status(), sources.controls().sinceTickMs(), now, reading, known, open));
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return Answer.of(200, format.getContentType(), bytes.toByteArray()).never();
    }

    /** OpenMetrics, except for a client that asks for the older text alone. */
    private static ExpositionFormatWriter format(String accept) {
        OpenMetricsTextFormatWriter open = OpenMetricsTextFormatWriter.create();
        boolean old = accept.contains("text/plain") && !accept.contains("openmetrics");
        return old ? PrometheusTextFormatWriter.create() : open;
    }
}
