package dev.x0xtest.runner.intake;

import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.Deadline;
import dev.x0xtest.daemon.TopicMessage;
import dev.x0xtest.runner.ledger.PubsubOptOut;
import dev.x0xtest.wire.Topics;
import io.netty.channel.EventLoop;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Maintains the subscriptions of the runner's topics. It subscribes after the stream is open, so that no message is
 * missed; subscribes anew only after the daemon has restarted; unsubscribes while a coordinator opts out of pub-sub,
 * and at exit. One change is in progress at a time. Confined to the event loop.
 */
public final class TopicSubscriptions {
    private static final Logger log = LoggerFactory.getLogger(TopicSubscriptions.class);
    private static final List<String> WANTED = List.of(Topics.DISCOVER, Topics.CONTROL);
    private static final long RETRY_NANOS = 2_000_000_000L;

    private final Daemon daemon;
    private final EventLoop loop;
    private final PubsubOptOut optOut;
    private final Deadline timer;
    private final Map<String, String> idByTopic = new HashMap<>();
    private final CompletableFuture<@Nullable Void> complete = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> retired = new CompletableFuture<>();

    private @Nullable String changing;
    private boolean streamOpen;
    private boolean retiring;
    private boolean waiting;
    private boolean failing;
    private boolean away;

    public TopicSubscriptions(Daemon daemon, EventLoop loop, PubsubOptOut optOut) {
        this.daemon = daemon;
        this.loop = loop;
        this.optOut = optOut;
        this.timer = new Deadline(loop);
    }

    public void streamOpened() {
        streamOpen = true;
        reconcile();
    }

    /** The daemon restarted and has lost all subscriptions. */
    public void lost() {
        idByTopic.clear();
        reconcile();
    }

    /** Completes when all topics are subscribed for the first time. */
    public CompletableFuture<@Nullable Void> complete() {
        return complete;
    }

    /** Removes all subscriptions. Completes normally afterwards, also if the daemon did not answer. */
    public CompletableFuture<@Nullable Void> retire() {
        retiring = true;
        reconcile();
        return retired;
    }

    /**
     * Whether the message came by a subscription of ours; the stream also carries those of the daemon's other clients.
     */
    boolean isOurs(TopicMessage message) {
        String topic = message.topic();
        return message.subscriptionId().equals(idByTopic.get(topic))
                // the daemon may deliver before its answer with the id arrives
                || (topic.equals(changing) && !idByTopic.containsKey(topic));
    }

    /** Makes the next change, if one is due. */
    public void reconcile() {
        if (changing != null || waiting || !(streamOpen || retiring)) {
            return;
        }
        boolean wanted = !retiring && !isAway();
        for (String topic : WANTED) {
            String id = idByTopic.get(topic);
            if (wanted && id == null) {
                change(topic, daemon.subscribe(topic));
                return;
            }
            if (!wanted && id != null) {
                change(topic, daemon.unsubscribe(id).thenApply(nothing -> ""));
                return;
            }
        }
        settled(wanted);
    }

    private void settled(boolean wanted) {
        if (retiring) {
            retired.complete(null);
        } else if (wanted) {
            complete.complete(null);
        }
    }

    private boolean isAway() {
        long nowNanos = loop.ticker().nanoTime();
        boolean now = optOut.isAway(nowNanos);
        if (now != away) {
            away = now;
            log.info(
                    now
                            ? "unsubscribing from the topics: the coordinator opted out of pub-sub"
                            : "subscribing to the topics again");
        }
        if (now) {
            // A new command may move the time, so only the latest schedule counts.
            timer.setNanos(optOut.remainingNanos(nowNanos), this::reconcile);
        }
        return now;
    }

    private void change(String topic, CompletableFuture<String> call) {
        changing = topic;
        call.whenComplete((id, error) -> {
            changing = null;
            if (error != null) {
                failed(topic, error);
                return;
            }
            failing = false;
            if (id.isEmpty()) {
                idByTopic.remove(topic);
            } else {
                idByTopic.put(topic, id);
            }
            reconcile();
        });
    }

    private void failed(String topic, Throwable error) {
        if (retiring) {
            log.warn("the subscription remains in x0xd: topic={} {}", topic, error.getMessage());
            idByTopic.remove(topic);
            reconcile();
            return;
        }
        if (!failing) {
            failing = true;
            log.warn("cannot change the subscription, will retry: topic={} {}", topic, error.getMessage());
        }
        waiting = true;
        loop.schedule(
                () -> {
                    waiting = false;
                    reconcile();
                },
                RETRY_NANOS,
                TimeUnit.NANOSECONDS);
    }
}
