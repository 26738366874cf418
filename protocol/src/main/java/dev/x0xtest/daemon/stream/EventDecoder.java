package dev.x0xtest.daemon.stream;

import dev.x0xtest.daemon.DirectMessage;
import dev.x0xtest.daemon.TopicMessage;
import dev.x0xtest.daemon.stream.EventFields.UnreadableException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Decodes the events of one kind of stream. Never throws, whatever the data. */
interface EventDecoder<E> {

    void decode(SseParser.Event event, Output<E> output);

    /** Receives the result: exactly one of these methods is called for an event. */
    interface Output<E> {
        void event(E event);

        void live();

        /** A known event that carries nothing for us. */
        void ignored();

        void unknown();

        void malformed(String reason);
    }

    /** Decodes {@code GET /direct/events}. */
    final class Direct implements EventDecoder<DirectMessage> {

        @Override
        public void decode(SseParser.Event event, Output<DirectMessage> output) {
            switch (event.name()) {
                case "direct_message" -> message(event, false, output);
                case "history_direct_message" -> message(event, true, output);
                case "live" -> output.live();
                default -> output.unknown();
            }
        }

        private static void message(SseParser.Event event, boolean history, Output<DirectMessage> output) {
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

    /**
     * Decodes {@code GET /events}.
     *
     * @param hidden messages to leave out: the heartbeat's
     */
    record Topics(Predicate<TopicMessage> hidden) implements EventDecoder<TopicMessage> {

        @Override
        public void decode(SseParser.Event event, Output<TopicMessage> output) {
            switch (event.name()) {
                case "message" -> message(event, output);
                case "status" -> output.ignored();
                default -> output.unknown();
            }
        }

        private void message(SseParser.Event event, Output<TopicMessage> output) {
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
}
