package dev.x0xtest.coordinator.run.messages;

import dev.x0xtest.coordinator.run.terms.Channel;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.result.Result;
import org.jspecify.annotations.Nullable;

/** Hears the messages of a run, in order. All times are in ns on the run's clock. */
public interface MessageListener {
    /** The coordinator sent a command. */
    void commanded(SentCommand command);

    /** The anchor's daemon did not send it. */
    void refused(SentCommand command, String code, @Nullable String detail, long nanos);

    /** A whole result arrived; {@code sender} as the anchor's daemon has verified it. */
    void answered(Result result, AgentId sender, Channel channel, long nanos);

    /** A frame arrived that is no result, or whose sender the anchor's daemon has not verified. The run ignored it. */
    void unread(RunEvent.FrameSeen frame, long nanos);

    /** Something else happened. */
    void happened(RunEvent event, long nanos);
}
