package dev.x0xtest.daemon.stream;

import dev.x0xtest.daemon.TopicMessage;
import dev.x0xtest.daemon.stream.EventFields.UnreadableException;
import java.util.function.Predicate;

/**
 * The events of {@code /events}.
 *
 * @param hidden messages that are nobody's business: the heartbeat
 */
record TopicEvents(Predicate<TopicMessage> hidden) implements EventDecoder<TopicMessage> {

    @Override
    public void decode(SseEvent event, Output<TopicMessage> output) {
        switch (event.name()) {
            case "message" -> message(event, output);
            case "status" -> output.ignored();
            default -> output.unknown();
        }
    }

    private void message(SseEvent event, Output<TopicMessage> output) {
        TopicMessage message;
        try {
            message = read(EventFields.of(event).object("data"));
        } catch (UnreadableException e) {
            output.malformed(String.valueOf(e.getMessage()));
            return;
        }
        if (hidden.test(message)) {
            output.ignored();
        } else {
            output.event(message);
        }
    }

    private static TopicMessage read(EventFields fields) throws UnreadableException {
        return new TopicMessage(
                fields.text("topic"),
                fields.text("subscription_id"),
                fields.payload(),
                fields.optionalAgent("sender"),
                fields.flag("verified"),
                fields.optionalText("trust_level"));
    }
}
