package dev.x0xtest.wire.action;

import dev.x0xtest.wire.json.OrElse;

/** Of {@code group_send_message}. */
public record GroupSendMessageParams(
        String groupId, String body, @OrElse("chat") String kind) {}
