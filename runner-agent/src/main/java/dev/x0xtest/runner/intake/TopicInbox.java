package dev.x0xtest.runner.intake;

import dev.x0xtest.daemon.TopicMessage;
import dev.x0xtest.daemon.stream.ConnectionState;
import dev.x0xtest.daemon.stream.StreamListener;
import dev.x0xtest.runner.gate.Origin;
import dev.x0xtest.wire.action.Command;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listener of the stream of topic messages: bare JSON commands, checked by the same gate. Confined to the event loop.
 */
public final class TopicInbox implements StreamListener<TopicMessage> {
    private static final Logger log = LoggerFactory.getLogger(TopicInbox.class);

    private final TopicSubscriptions subscriptions;
    private final CommandIntake commands;
    private final Runnable whenOpen;

    public TopicInbox(TopicSubscriptions subscriptions, CommandIntake commands, Runnable whenOpen) {
        this.subscriptions = subscriptions;
        this.commands = commands;
        this.whenOpen = whenOpen;
    }

    @Override
    public void onState(ConnectionState state, String reason) {
        log.debug("topic stream: state={} {}", state, reason);
        if (state == ConnectionState.OPEN) {
            whenOpen.run();
        }
    }

    @Override
    public void onMalformed(String reason) {
        log.warn("unreadable on the stream of topic messages: {}", reason);
    }

    @Override
    public void onEvent(TopicMessage message) {
        if (!subscriptions.isOurs(message)) {
            return;
        }
        Origin origin = new Origin(Origin.Channel.TOPIC, message.sender(), message.verified(), false);
        commands.receive(origin, () -> Command.parse(message.payload()), () -> Salvaged.commandId(message.payload()));
    }
}
