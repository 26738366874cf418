package dev.x0xtest.serve.api.route;

import dev.x0xtest.serve.api.live.Status;
import dev.x0xtest.serve.api.message.Answer;
import dev.x0xtest.serve.api.message.Caller;
import dev.x0xtest.serve.api.message.Endpoint;
import dev.x0xtest.serve.api.message.Problem;
import dev.x0xtest.serve.api.message.Request;
import dev.x0xtest.serve.api.message.Routes;
import dev.x0xtest.serve.api.view.Freshness;
import dev.x0xtest.serve.api.view.PlainPage;
import dev.x0xtest.serve.api.view.Sentence;
import dev.x0xtest.serve.history.HistoryReader;
import dev.x0xtest.serve.model.Incident;
import dev.x0xtest.serve.model.Scope;
import dev.x0xtest.wire.Plane;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The page and its files, the plain page, and the description of the API for programs. */
final class PageRoutes {
    private static final String DOCUMENT = "/dev/x0xtest/serve/api/openapi.json";
    private static final String FILES = "/dev/x0xtest/serve/page/";
    private static final long MS_PER_SECOND = 1000;

    /** Scripts, styles and requests of its own, and nothing else; none of them inline. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** All files of the page: there is no other path to a file. */
    private static final List<String> NAMES = List.of(
            "api.js",
            "app.js",
            "ask.js",
            "cards.js",
            "dom.js",
            "grid.js",
            "icon.svg",
            "matrix.js",
            "nodes.js",
            "page.css",
            "parts.css",
            "routes.js",
            "state.js",
            "strip.js",
            "table.js",
            "words.js",
            "views/act.js",
            "views/band.js",
            "views/common.css",
            "views/common.js",
            "views/diff.css",
            "views/diff.js",
            "views/explain.js",
            "views/faults.css",
            "views/faults.js",
            "views/incident.css",
            "views/incident.js",
            "views/node.css",
            "views/node.js",
            "views/now.css",
            "views/now.js",
            "views/orders.css",
            "views/orders.js",
            "views/pair.css",
            "views/pair.js",
            "views/run.css",
            "views/run.js",
            "views/runs.css",
            "views/runs.js",
            "views/scrub.js",
            "views/strip.js");

    private final Sources sources;
    private final Map<String, Answer> files = new LinkedHashMap<>();
    private final String policy = "default-src 'none'; img-src 'self'; style-src 'sha256-" + hash(PlainPage.STYLE)
            + "'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    PageRoutes(Sources sources) {
        this.sources = sources;
        NAMES.forEach(name -> files.put(name, Answer.of(200, type(name), resource(FILES + name))));
    }

    void addTo(Routes routes) {
        Answer document = Answer.json(resource(DOCUMENT));
        Answer page = Answer.of(200, type("index.html"), resource(FILES + "index.html"))
                .header("Content-Security-Policy", POLICY);
        // A browser that follows a link sends no token: the page and its files hold nothing of the fleet.
        routes.add("GET", "/", Caller.Role.NOBODY, (Endpoint.Quick) request -> page)
                .add("GET", "/page/{file}", Caller.Role.NOBODY, (Endpoint.Quick)
                        request -> file("", request.argument(0)))
                .add("GET", "/page/views/{file}", Caller.Role.NOBODY, (Endpoint.Quick)
                        request -> file("views/", request.argument(0)))
                .reads("/plain", this::plain)
                .reads(Sources.PREFIX + "/openapi.json", request -> document);
    }

    private Answer file(String folder, String name) {
        Answer file = files.get(folder + name);
        if (file == null || name.contains("/")) {
            throw new Problem(404, "there is nothing at this path");
        }
        return file;
    }

    private static String type(String name) {
        return switch (name.substring(name.lastIndexOf('.'))) {
            case ".js" -> "text/javascript; charset=utf-8";
            case ".css" -> "text/css; charset=utf-8";
            case ".svg" -> "image/svg+xml";
            default -> "text/html; charset=utf-8";
        };
    }

    private static byte[] resource(String name) {
        try (InputStream in = Objects.requireNonNull(PageRoutes.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(String style) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private Answer plain(Request request) {
        long now = sources.nowMs();
        Status status = sources.controls().status();
        List<Scope> scopes = sources.read(HistoryReader::scopes);
        Optional<Scope> scope = scopes.stream()
                .filter(one -> one.plane() == Plane.RAW)
                .findFirst()
                .or(() -> scopes.stream().findFirst());
        Optional<HistoryReader.Matrix> matrix = scope.flatMap(one -> sources.read(history -> history.matrix(one, now)));
        boolean stale = scope.isPresent()
                && matrix.isPresent()
                && (now - matrix.get().atMs()) / MS_PER_SECOND > Freshness.mostS(status, scope.get());
        List<Incident> open = sources.open();
        String html = PlainPage.html(
                status.fleet(),
                Sentence.of(status, matrix.orElse(null), open.size(), now),
                stale,
                matrix.isPresent(),
                open);
        return Answer.text("text/html; charset=utf-8", html).never().header("Content-Security-Policy", policy);
    }
}
