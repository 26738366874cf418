package dev.x0xtest.daemon;

import dev.x0xtest.wire.AgentId;
import org.jspecify.annotations.Nullable;

/**
 * A pub-sub message from {@code GET /events}. The stream carries one per subscription, also for other clients of the
 * daemon.
 *
 * @param sender null if the message was not signed
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes are passed on, never compared
public record TopicMessage(
        String topic,
        String subscriptionId,
        byte[] payload,
        @Nullable AgentId sender,
        boolean verified,
        @Nullable String trustLevel) {}
