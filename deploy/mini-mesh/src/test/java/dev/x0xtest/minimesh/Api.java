package dev.x0xtest.minimesh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A client of one stand-in. It uses the JDK's HTTP client and shares no code with the stand-in. */
final class Api {
    static final ObjectMapper JSON = new ObjectMapper();

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final URI base;
    private final String token;

    Api(StandIn standIn) {
        this(standIn.apiBase(), standIn.token());
    }

    Api(URI base, String token) {
        this.base = base;
        this.token = token;
    }

    Answer get(String path) throws IOException, InterruptedException {
        return call("GET", path, null, null);
    }

    Answer post(String path, String body) throws IOException, InterruptedException {
        return call("POST", path, body, "application/json");
    }

    Answer call(String method, String path, @Nullable String body, @Nullable String contentType)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("authorization", "Bearer " + token)
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (contentType != null) {
            request.header("content-type", contentType);
        }
        var response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body());
    }

    /** Sends a message on the raw plane. */
    Answer raw(String recipient, String payload) throws IOException, InterruptedException {
        return send(
                recipient,
                payload,
                "\"prefer_raw_quic_if_connected\":true,\"raw_quic_receive_ack_ms\":12000,"
                        + "\"stop_fallback_on_raw_error\":true,\"require_durable_app_ack\":false");
    }

    Answer gossip(String recipient, String payload) throws IOException, InterruptedException {
        return send(recipient, payload, "\"require_gossip\":true,\"require_durable_app_ack\":false");
    }

    Answer durable(String recipient, String payload) throws IOException, InterruptedException {
        return send(recipient, payload, "\"require_gossip\":false");
    }

    Answer send(String recipient, String payload, String options) throws IOException, InterruptedException {
        return post(
                "/direct/send",
                "{\"agent_id\":\"%s\",\"payload\":\"%s\",%s}".formatted(recipient, base64(payload), options));
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    Events events(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(base.resolve(path))
                .header("authorization", "Bearer " + token)
                .build();
        var response = HTTP.send(request, HttpResponse.BodyHandlers.ofInputStream());
        return new Events(response.body());
    }

    record Answer(int status, String body) {
        JsonNode json() throws IOException {
            return JSON.readTree(body);
        }
    }

    /** An open event stream, which a test reads frame by frame. */
    static final class Events implements AutoCloseable {
        private final InputStream in;
        private final BufferedReader reader;

        Events(InputStream in) {
            this.in = in;
            this.reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        }

        /** Returns the lines of the next frame, or no lines at the end of the stream. */
        List<String> frame() throws IOException {
            var lines = new ArrayList<String>();
            String line = reader.readLine();
            while (line != null && !line.isEmpty()) {
                lines.add(line);
                line = reader.readLine();
            }
            return lines;
        }

        /** Reads the next frame, asserts the name of its event and returns the event's data. */
        JsonNode event(String name) throws IOException {
            List<String> lines = frame();
            if (lines.size() != 2 || !lines.get(0).equals("event: " + name)) {
                throw new AssertionError("expected an event " + name + " instead of " + lines);
            }
            return JSON.readTree(lines.get(1).substring("data: ".length()));
        }

        static String payload(JsonNode event) {
            return new String(Base64.getDecoder().decode(event.get("payload").asText()), StandardCharsets.UTF_8);
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
