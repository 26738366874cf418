package dev.x0xtest.daemon.stream;

import dev.x0xtest.daemon.DirectMessage;
import dev.x0xtest.daemon.stream.EventFields.UnreadableException;
import org.jspecify.annotations.Nullable;

/** The events of {@code /direct/events}. */
final class DirectEvents implements EventDecoder<DirectMessage> {

    @Override
    public void decode(SseEvent event, Output<DirectMessage> output) {
        switch (event.name()) {
            case "direct_message" -> message(event, false, output);
            case "history_direct_message" -> message(event, true, output);
            case "live" -> output.live();
            default -> output.unknown();
        }
    }

    private static void message(SseEvent event, boolean history, Output<DirectMessage> output) {
        DirectMessage message;
        try {
            message = read(EventFields.of(event), history);
        } catch (UnreadableException e) {
            output.malformed(String.valueOf(e.getMessage()));
            return;
        }
        output.event(message);
    }

    private static DirectMessage read(EventFields fields, boolean history) throws UnreadableException {
        @Nullable String machine = fields.optionalText("machine_id");
        return new DirectMessage(
                fields.agent("sender"),
                machine == null ? "" : machine,
                fields.payload(),
                fields.optionalLong("received_at"),
                fields.flag("verified"),
                fields.optionalText("trust_decision"),
                history);
    }
}
