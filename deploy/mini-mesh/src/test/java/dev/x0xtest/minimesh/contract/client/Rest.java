package dev.x0xtest.minimesh.contract.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.minimesh.contract.recorded.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Makes REST calls to one daemon. The deadline of each call is longer than the slowest answer of a daemon. */
public record Rest(URI base, @Nullable String token) {
    static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration DEADLINE = Duration.ofSeconds(40);

    public Rest withToken(@Nullable String other) {
        return new Rest(base, other);
    }

    public Answer get(String path) {
        return send(request(path).GET());
    }

    public Answer delete(String path) {
        return send(request(path).DELETE());
    }

    public Answer post(String path, JsonNode body) {
        return call("POST", path, Json.spaced(body), "application/json");
    }

    public Answer patch(String path, JsonNode body) {
        return call("PATCH", path, Json.spaced(body), "application/json");
    }

    public CompletableFuture<Answer> postLater(String path, JsonNode body) {
        HttpRequest request = request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Json.spaced(body)))
                .build();
        return CLIENT.sendAsync(request, BodyHandlers.ofString(StandardCharsets.UTF_8))
                .thenApply(Rest::answer);
    }

    public Answer call(String method, String path, @Nullable String body, @Nullable String contentType) {
        BodyPublisher publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        HttpRequest.Builder request = request(path).method(method, publisher);
        if (contentType != null) {
            request.header("Content-Type", contentType);
        }
        return send(request);
    }

    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(DEADLINE);
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    /** Calls {@code POST /direct/send} with this payload and the fields of {@code flags}. */
    public Answer directSend(String agentId, byte[] payload, ObjectNode flags) {
        return post("/direct/send", dm(agentId, payload, flags));
    }

    public static ObjectNode dm(String agentId, byte[] payload, ObjectNode flags) {
        ObjectNode body = Json.object().put("agent_id", agentId).put("payload", Json.base64(payload));
        body.setAll(flags);
        return body;
    }

    private static Answer send(HttpRequest.Builder request) {
        try {
            return answer(CLIENT.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static Answer answer(HttpResponse<String> response) {
        return new Answer(response.statusCode(), response.headers(), response.body());
    }
}
