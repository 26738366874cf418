package dev.x0xtest.serve.alert;

import dev.x0xtest.serve.alert.sink.HttpCalls;
import dev.x0xtest.serve.alert.sink.SecretUrl;
import dev.x0xtest.serve.alert.sink.SinkException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for an address after each round, so that another service notices if no round comes any more. On a thread of its own; a
 * beat that finds another one waiting is left out. {@link #round} may be called from any thread and does not wait.
 */
public final class Heartbeat implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Heartbeat.class);

    private final SecretUrl url;
    private final HttpCalls calls;
    private final ThreadPoolExecutor thread;
    private boolean failing;

    /** Asks for nothing yet. */
    public Heartbeat(SecretUrl url, HttpCalls calls) {
        this.url = url;
        this.calls = calls;
        thread = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(1),
                task -> {
                    Thread beat = new Thread(task, "alert-heartbeat");
                    beat.setDaemon(true);
                    return beat;
                },
                new ThreadPoolExecutor.DiscardPolicy());
    }

    /** A round has ended. */
    public void round() {
        thread.execute(this::beat);
    }

    private void beat() {
        try {
            calls.get(url);
            if (failing) {
                log.info("the heartbeat arrives again");
            }
            failing = false;
        } catch (SinkException e) {
            if (!failing) {
                log.warn("the heartbeat was not taken reason={}", e.getMessage());
            }
            failing = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Gives up the beat that is under way. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
