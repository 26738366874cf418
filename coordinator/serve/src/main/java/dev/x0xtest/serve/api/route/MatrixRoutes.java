package dev.x0xtest.serve.api.route;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.coordinator.causes.Causes;
import dev.x0xtest.coordinator.picture.PngPicture;
import dev.x0xtest.coordinator.picture.Sheet;
import dev.x0xtest.coordinator.picture.SvgPicture;
import dev.x0xtest.serve.api.message.Answer;
import dev.x0xtest.serve.api.message.Json;
import dev.x0xtest.serve.api.message.Problem;
import dev.x0xtest.serve.api.message.Request;
import dev.x0xtest.serve.api.message.Routes;
import dev.x0xtest.serve.api.view.Freshness;
import dev.x0xtest.serve.api.view.MatrixJson;
import dev.x0xtest.serve.api.view.MatrixReport;
import dev.x0xtest.serve.history.HistoryReader;
import dev.x0xtest.serve.model.Scope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What is known of all pairs, as JSON and as pictures. */
final class MatrixRoutes {
    /** A picture draws itself only: no scripts, its own style, and the image that it may have within. */
    private static final String PICTURE_POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'";

    private static final long MS_PER_SECOND = 1000;

    private final Sources sources;

    MatrixRoutes(Sources sources) {
        this.sources = sources;
    }

    void addTo(Routes routes) {
        routes.reads(Sources.PREFIX + "/matrix", this::json)
                .reads(Sources.PREFIX + "/matrix.svg", this::svg)
                .reads(Sources.PREFIX + "/matrix.png", this::png)
                .reads(Sources.PREFIX + "/scopes", this::scopes);
    }

    /** The networks and planes that were measured, the last one first. */
    private Answer scopes(Request request) {
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray("scopes");
        for (Scope scope : sources.read(HistoryReader::scopes)) {
            list.addObject()
                    .put("network", scope.network().text())
                    .put("plane", scope.plane().label());
        }
        return Answer.json(json);
    }

    private Answer json(Request request) {
        MatrixJson view = view(request);
        return Answer.json(Json.bytes(view::write)).tagged(view.lasting());
    }

    private MatrixJson view(Request request) {
        Scope scope = sources.scope(request);
        long now = sources.nowMs();
        long at = request.number("at", 0, Long.MAX_VALUE).orElse(now);
        HistoryReader.Matrix matrix = sources.read(history -> history.matrix(scope, at))
                .orElseThrow(() -> new Problem(404, "nothing had been measured there by then"));
        return new MatrixJson(scope, matrix, at, stale(scope, matrix, at));
    }

    private boolean stale(Scope scope, HistoryReader.Matrix matrix, long at) {
        return (at - matrix.atMs()) / MS_PER_SECOND
                > Freshness.mostS(sources.controls().status(), scope);
    }

    private Sheet sheet(MatrixJson view) {
        // The cells are of several runs: what they have in common is told by incidents, not found in the picture.
        return Sheet.of(MatrixReport.of(view.scope(), view.matrix()), Causes.NONE);
    }

    private Answer svg(Request request) {
        MatrixJson view = view(request);
        StringBuilder svg = new StringBuilder();
        try {
            SvgPicture.write(sheet(view), svg);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return Answer.text("image/svg+xml; charset=utf-8", svg.toString())
                .tagged(view.lasting())
                .header("Content-Security-Policy", PICTURE_POLICY);
    }

    private Answer png(Request request) {
        MatrixJson view = view(request);
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            PngPicture.write(sheet(view), png);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return Answer.of(200, "image/png", png.toByteArray()).tagged(view.lasting());
    }
}
