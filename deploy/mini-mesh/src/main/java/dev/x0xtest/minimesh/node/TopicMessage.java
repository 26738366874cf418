package dev.x0xtest.minimesh.node;

import dev.x0xtest.minimesh.identity.Bytes;
import dev.x0xtest.minimesh.node.memory.TrustLevel;

/** A publication as {@code /events} shows it to one subscription. */
public record TopicMessage(
        String subscriptionId,
        String topic,
        Bytes payload,
        String senderAgentId,
        boolean verified,
        TrustLevel trustLevel) {}
