package dev.x0xtest.minimesh.contract.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.minimesh.contract.mesh.DaemonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One open event stream. A thread of its own collects the blocks; an empty line ends a block. */
public final class EventTap implements AutoCloseable {
    public static final Duration PATIENCE = Duration.ofSeconds(15);
    private final InputStream body;
    private final HttpHeaders headers;
    private final BlockingQueue<SseBlock> blocks = new LinkedBlockingQueue<>();

    private EventTap(HttpResponse<InputStream> response) {
        body = response.body();
        headers = response.headers();
    }

    /** Opens a stream and does not read it, as a client that stalls. {@link #release()} starts the reading. */
    public static EventTap openHeld(DaemonNode node, String path) {
        return connect(node.rest(), path);
    }

    public static EventTap open(DaemonNode node, String path) {
        return open(node.rest(), path);
    }

    public static EventTap open(Rest rest, String path) {
        EventTap tap = connect(rest, path);
        tap.release();
        return tap;
    }

    private static EventTap connect(Rest rest, String path) {
        try {
            HttpResponse<InputStream> response =
                    Rest.CLIENT.send(rest.request(path).GET().build(), BodyHandlers.ofInputStream());
            assertThat(response.statusCode()).as(path).isEqualTo(200);
            return new EventTap(response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    public void release() {
        Thread reader = new Thread(this::read, "event-tap");
        reader.setDaemon(true);
        reader.start();
    }

    public HttpHeaders headers() {
        return headers;
    }

    /** Waits for the next block that {@code wanted} accepts, and drops the blocks before it. Fails at the deadline. */
    public SseBlock await(String what, Predicate<SseBlock> wanted) {
        return await(what, wanted, PATIENCE, new ArrayList<>());
    }

    public SseBlock await(String what, Predicate<SseBlock> wanted, Duration patience) {
        return await(what, wanted, patience, new ArrayList<>());
    }

    /** Waits for the first block with this payload. */
    public SseBlock awaitPayload(byte[] payload) {
        return await("a frame with the payload", block -> block.carries(payload));
    }

    /** Waits for the block with this payload and returns all blocks before it. */
    public List<SseBlock> before(byte[] payload) {
        return before(payload, PATIENCE);
    }

    public List<SseBlock> before(byte[] payload, Duration patience) {
        List<SseBlock> seen = new ArrayList<>();
        await("the fence", block -> block.carries(payload), patience, seen);
        return seen;
    }

    private SseBlock await(String what, Predicate<SseBlock> wanted, Duration patience, List<SseBlock> before) {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            SseBlock block = poll(Duration.ofNanos(end - System.nanoTime()));
            if (block == null) {
                throw new AssertionError("waited " + patience + " for " + what + "; came before: " + brief(before));
            }
            if (wanted.test(block)) {
                return block;
            }
            before.add(block);
        }
    }

    private static String brief(List<SseBlock> blocks) {
        return blocks.size() <= 10 ? blocks.toString() : blocks.size() + " blocks";
    }

    /** Returns the blocks that have arrived and that nobody has taken. */
    List<SseBlock> drain() {
        List<SseBlock> seen = new ArrayList<>();
        blocks.drainTo(seen);
        return seen;
    }

    @Nullable
    SseBlock poll(Duration patience) {
        try {
            return blocks.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void read() {
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.isEmpty()) {
                    blocks.add(SseBlock.of(lines));
                    lines = new ArrayList<>();
                } else {
                    lines.add(line);
                }
            }
        } catch (IOException e) {
            lines.clear(); // the test closed the stream, which may cut a block
        }
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
