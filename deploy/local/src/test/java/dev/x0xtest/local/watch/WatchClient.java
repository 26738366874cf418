package dev.x0xtest.local.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A client of the API that follows its events. Used on one thread. */
final class WatchClient implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PATIENCE_SECONDS = 30;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Stream<String> lines;
    private String name = "";

    /** An event of the stream. */
    record Event(String name, JsonNode data) {
        /** Whether it is such an event, and its data have these members: {@code state=ended}. */
        boolean is(String kind, String... members) {
            return name.equals(kind)
                    && Stream.of(members)
                            .map(member -> member.split("=", 2))
                            .allMatch(member -> data.path(member[0]).asText().equals(member[1]));
        }
    }

    /** What was answered. */
    record Answer(int status, JsonNode body) {}

    /** A client of this daemon. The stream is open when this returns. */
    WatchClient(String url) throws IOException, InterruptedException {
        this.url = url;
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url + "/api/v1/events")).build();
        HttpResponse<Stream<String>> answer = http.send(request, HttpResponse.BodyHandlers.ofLines());
        lines = answer.body();
        Thread reader = new Thread(this::read, "events");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try {
            lines.forEach(this::line);
        } catch (UncheckedIOException e) {
            // The stream ends with the daemon.
            name = "";
        }
    }

    private void line(String line) {
        if (line.startsWith("event: ")) {
            name = line.substring("event: ".length());
        } else if (line.startsWith("data: ")) {
            try {
                events.add(new Event(name, JSON.readTree(line.substring("data: ".length()))));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    Answer send(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + "/api/v1/" + path))
                .timeout(Duration.ofSeconds(PATIENCE_SECONDS))
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(answer.statusCode(), JSON.readTree(answer.body()));
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return send("GET", path, "").body();
    }

    /** The next event like that; those before it are forgotten. */
    JsonNode await(String what, Predicate<Event> wanted) throws InterruptedException {
        List<Event> seen = new ArrayList<>();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        for (; ; ) {
            Event next = events.poll(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (next == null) {
                throw new AssertionError("not within " + PATIENCE_SECONDS + " s: " + what + "; seen: " + seen);
            }
            if (wanted.test(next)) {
                return next.data();
            }
            seen.add(next);
        }
    }

    /** Asks for a round, after the run under way if there is one; its end. */
    JsonNode round() throws IOException, InterruptedException {
        String run = began();
        return await("the end of run " + run, event -> event.is("run", "state=ended", "run=" + run));
    }

    /** Asks for a round as well; its id, when it has begun. */
    String began() throws IOException, InterruptedException {
        Answer asked = send("POST", "runs", "{}");
        while (asked.status() == 409) {
            await("the end of the run under way", event -> event.is("run", "state=ended"));
            asked = send("POST", "runs", "{}");
        }
        if (asked.status() != 202) {
            throw new AssertionError("no run: " + asked);
        }
        return asked.body().path("run").asText();
    }

    @Override
    public void close() {
        lines.close();
    }
}
