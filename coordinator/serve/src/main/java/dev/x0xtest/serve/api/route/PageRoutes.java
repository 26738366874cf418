package dev.x0xtest.serve.api.route;

import dev.x0xtest.serve.api.live.Status;
import dev.x0xtest.serve.api.message.Answer;
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
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The plain page, and the description of the API for programs. */
final class PageRoutes {
    private static final String DOCUMENT = "/dev/x0xtest/serve/api/openapi.json";
    private static final long MS_PER_SECOND = 1000;

    private final Sources sources;
    private final String policy = "default-src 'none'; img-src 'self'; style-src 'sha256-" + hash(PlainPage.STYLE)
            + "'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    PageRoutes(Sources sources) {
        this.sources = sources;
    }

    void addTo(Routes routes) {
        Answer document = Answer.json(document());
        routes.reads("/", this::page).reads(Sources.PREFIX + "/openapi.json", request -> document);
    }

    private static byte[] document() {
        try (InputStream in = Objects.requireNonNull(PageRoutes.class.getResourceAsStream(DOCUMENT), DOCUMENT)) {
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

    private Answer page(Request request) {
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
