package dev.x0xtest.wire;

/** Of {@code group_send_message}. */
public record GroupSendMessageParams(
        String groupId, String body, @OrElse("chat") String kind) {}
