package dev.x0xtest.coordinator.matrix;

import dev.x0xtest.daemon.Daemon;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The coordinator's topic subscriptions. Publishing needs one too: x0xd delivers a message reliably only from a subscriber
 * of its topic. Confined to the event loop.
 */
final class AnchorTopics {
    private static final Logger log = LoggerFactory.getLogger(AnchorTopics.class);

    private final Daemon daemon;
    private final List<String> topics;
    private List<String> subscriptions = new ArrayList<>();
    private CompletableFuture<@Nullable Void> joined = done();
    private boolean left;

    AnchorTopics(Daemon daemon, List<String> topics) {
        this.daemon = daemon;
        this.topics = List.copyOf(topics);
    }

    /** Subscribes anew; called after each attachment, for a daemon that was restarted has forgotten. Always completes. */
    CompletableFuture<@Nullable Void> join() {
        if (left || !joined.isDone()) {
            return joined;
        }
        List<String> old = subscriptions;
        subscriptions = new ArrayList<>();
        CompletableFuture<?>[] each = topics.stream().map(this::join).toArray(CompletableFuture<?>[]::new);
        joined = CompletableFuture.allOf(each).thenCompose(nothing -> unsubscribe(old));
        return joined;
    }

    private CompletableFuture<?> join(String topic) {
        return daemon.subscribe(topic).handle((id, failure) -> {
            if (id == null) {
                log.warn("topic={} cannot be subscribed", topic, failure);
            } else {
                subscriptions.add(id);
            }
            return null;
        });
    }

    /** Completes, always normally, when the daemon has answered; a subscription under way is waited for. */
    CompletableFuture<@Nullable Void> leave() {
        left = true;
        return joined.thenCompose(nothing -> {
            List<String> old = subscriptions;
            subscriptions = new ArrayList<>();
            return unsubscribe(old);
        });
    }

    private CompletableFuture<@Nullable Void> unsubscribe(List<String> ids) {
        CompletableFuture<?>[] each = ids.stream()
                .map(id -> daemon.unsubscribe(id).exceptionally(failure -> {
                    log.debug("subscription={} not removed", id, failure);
                    return null;
                }))
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(each).thenApply(nothing -> null);
    }

    private static CompletableFuture<@Nullable Void> done() {
        return CompletableFuture.completedFuture(null);
    }
}
