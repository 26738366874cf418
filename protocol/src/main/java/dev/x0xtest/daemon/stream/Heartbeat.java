package dev.x0xtest.daemon.stream;

import dev.x0xtest.daemon.Causes;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.Deadline;
import dev.x0xtest.daemon.TopicMessage;
import io.netty.channel.EventLoop;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps {@code GET /events} from being silent: publishes to a topic of its own whose prefix {@code local:} keeps it
 * inside the daemon. A subscription is lost with the daemon but not with the stream; therefore each connect removes the
 * old one before it makes a new one. Confined to the event loop; subscription changes run one after another.
 */
final class Heartbeat {
    private static final Logger log = LoggerFactory.getLogger(Heartbeat.class);
    private static final byte[] PAYLOAD = "x0xtest heartbeat".getBytes(StandardCharsets.US_ASCII);

    private final Daemon daemon;
    private final long intervalNanos;
    private final String topic;
    private final Deadline timer;

    private CompletableFuture<@Nullable Void> changes = CompletableFuture.completedFuture(null);
    private @Nullable String subscriptionId;
    private int connection;
    private boolean publishing;

    Heartbeat(Daemon daemon, EventLoop loop, Duration interval, RandomGenerator random) {
        this.daemon = daemon;
        this.timer = new Deadline(loop);
        this.intervalNanos = interval.toNanos();
        this.topic = "local:x0xtest.heartbeat." + HexFormat.of().toHexDigits(random.nextLong());
    }

    boolean owns(TopicMessage message) {
        return message.topic().equals(topic);
    }

    /** The stream is open: subscribes and starts to publish. */
    void connected(Consumer<String> failed) {
        int current = ++connection;
        changes = changes.thenCompose(done -> renewed()).handle((done, failure) -> {
            if (current == connection && failure != null) {
                failed.accept("heartbeat: " + Causes.text(Causes.unwrapped(failure)));
            } else if (current == connection) {
                beat();
            }
            return null;
        });
    }

    /** The stream was lost: stops publishing. The subscription is removed at the next connect or at close. */
    void disconnected() {
        connection++;
        timer.cancel();
    }

    /** Stops for good and removes the subscription. Calls {@code done} whether or not that succeeded. */
    void close(Runnable done) {
        disconnected();
        changes = changes.thenCompose(before -> removed()).handle((removed, failure) -> {
            if (failure != null) {
                log.info("topic={} was not unsubscribed: {}", topic, Causes.text(Causes.unwrapped(failure)));
            }
            done.run();
            return null;
        });
    }

    private CompletionStage<@Nullable Void> renewed() {
        return removed().thenCompose(done -> daemon.subscribe(topic)).thenAccept(id -> subscriptionId = id);
    }

    private CompletionStage<@Nullable Void> removed() {
        String old = subscriptionId;
        return old == null
                ? CompletableFuture.completedFuture(null)
                : daemon.unsubscribe(old).thenAccept(done -> subscriptionId = null);
    }

    private void beat() {
        timer.setNanos(intervalNanos, this::beat);
        if (publishing) {
            return;
        }
        publishing = true;
        var unused = daemon.publish(topic, PAYLOAD).whenComplete((done, failure) -> {
            publishing = false;
            if (failure != null) {
                log.debug("topic={} heartbeat failed: {}", topic, Causes.text(Causes.unwrapped(failure)));
            }
        });
    }
}
