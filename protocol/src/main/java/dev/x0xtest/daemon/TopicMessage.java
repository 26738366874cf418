package dev.x0xtest.daemon;

import dev.x0xtest.wire.AgentId;
import org.jspecify.annotations.Nullable;

/**
 * A pubsub message seen on {@code /events}: one per subscription, those of other clients of the daemon included.
 *
 * @param sender null when the message was not signed
 */
@SuppressWarnings("ArrayRecordComponent") // bytes pass through; nobody compares these
public record TopicMessage(
        String topic,
        String subscriptionId,
        byte[] payload,
        @Nullable AgentId sender,
        boolean verified,
        @Nullable String trustLevel) {}
