package dev.x0xtest.coordinator.run.terms;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can happen to a run. The journal holds these and nothing else, so they carry plain values. A new event needs a method
 * in {@link Handler}: the compiler then names every place that must treat it.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RunEvent.Started.class, name = "started"),
    @JsonSubTypes.Type(value = RunEvent.FrameSeen.class, name = "frame"),
    @JsonSubTypes.Type(value = RunEvent.DmSettled.class, name = "dm"),
    @JsonSubTypes.Type(value = RunEvent.PublishSettled.class, name = "publish"),
    @JsonSubTypes.Type(value = RunEvent.StreamMoved.class, name = "stream"),
    @JsonSubTypes.Type(value = RunEvent.Timer.class, name = "timer"),
    @JsonSubTypes.Type(value = RunEvent.Announced.class, name = "announced"),
    @JsonSubTypes.Type(value = RunEvent.Resumed.class, name = "resumed"),
    @JsonSubTypes.Type(value = RunEvent.Stopped.class, name = "stopped")
})
public sealed interface RunEvent {
    /** Calls the handler's method for this event; {@code nowNanos} is the time of the event on the run's clock. */
    <X extends Exception> void handledBy(Handler<X> handler, long nowNanos) throws X;

    /** One method for each event. */
    interface Handler<X extends Exception> {
        void started(Started event, long nowNanos) throws X;

        void frameSeen(FrameSeen event, long nowNanos) throws X;

        void dmSettled(DmSettled event, long nowNanos) throws X;

        void publishSettled(PublishSettled event, long nowNanos) throws X;

        void streamMoved(StreamMoved event, long nowNanos) throws X;

        void timer(Timer event, long nowNanos) throws X;

        void announced(Announced event, long nowNanos) throws X;

        void resumed(Resumed event, long nowNanos) throws X;

        void stopped(Stopped event, long nowNanos) throws X;
    }

    /** The anchor answered and its streams are attached: the run may begin, or go on after {@link Resumed}. */
    record Started(String agentId, String machineId, String x0xd, String apiBase, int peers) implements RunEvent {
        @Override
        public <X extends Exception> void handledBy(Handler<X> handler, long nowNanos) throws X {
            handler.started(this, nowNanos);
        }
    }

    /**
     * A result frame arrived on a stream of the anchor.
     *
     * @param sender 64 hex characters, as the anchor's daemon says
     */
    @SuppressWarnings("ArrayRecordComponent") // a frame passes through; two are never compared
    record FrameSeen(Channel channel, String sender, boolean verified, byte[] payload) implements RunEvent {
        @Override
        public <X extends Exception> void handledBy(Handler<X> handler, long nowNanos) throws X {
            handler.frameSeen(this, nowNanos);
        }
    }

    /** The daemon answered a {@link RunEffect.SendDm}; {@code code} is null when it accepted. */
    record DmSettled(
            long sendId,
            @Nullable String path,
            @Nullable String code,
            @Nullable String detail) implements RunEvent {
        @Override
        public <X extends Exception> void handledBy(Handler<X> handler, long nowNanos) throws X {
            handler.dmSettled(this, nowNanos);
        }
    }

    /** The daemon answered a {@link RunEffect.Publish}; {@code code} is null when it accepted. */
    record PublishSettled(long sendId, @Nullable String code) implements RunEvent {
        @Override
        public <X extends Exception> void handledBy(Handler<X> handler, long nowNanos) throws X {
            handler.publishSettled(this, nowNanos);
        }
    }

    /** A stream of the anchor moved to another connection state. */
    record StreamMoved(String stream, String state, String reason) implements RunEvent {
        @Override
        public <X extends Exception> void handledBy(Handler<X> handler, long nowNanos) throws X {
            handler.streamMoved(this, nowNanos);
        }
    }

    /** The next deadline of the run has come. */
    record Timer() implements RunEvent {
        @Override
        public <X extends Exception> void handledBy(Handler<X> handler, long nowNanos) throws X {
            handler.timer(this, nowNanos);
        }
    }

    /**
     * Several machines have announced one agent, or one machine announced it from elsewhere than before.
     *
     * @param agentId 64 hex characters
     * @param by every machine that the anchor's daemon knows with this agent, at most eight
     */
    record Announced(String agentId, List<Announcement> by) implements RunEvent {
        @Override
        public <X extends Exception> void handledBy(Handler<X> handler, long nowNanos) throws X {
            handler.announced(this, nowNanos);
        }
    }

    /**
     * The latest announcement of a machine.
     *
     * @param addresses where it says that it is reached
     * @param atSecs by its own clock, in s since 1970
     */
    record Announcement(String machineId, List<String> addresses, long atSecs) {}

    /**
     * Another process goes on with the run; nothing that was sent before will be settled. The anchor's {@link Started}
     * follows.
     *
     * @param holder the id of that process, 32 lower-case hex characters
     * @param gapMs how long the run stood still, by the wall clock; the time of this event counts it
     * @param keysLost whether that process has other keys than the one before
     * @param copied whether the process before may still run, elsewhere
     */
    record Resumed(String holder, long gapMs, boolean keysLost, boolean copied) implements RunEvent {
        @Override
        public <X extends Exception> void handledBy(Handler<X> handler, long nowNanos) throws X {
            handler.resumed(this, nowNanos);
        }
    }

    /**
     * The run must end.
     *
     * @param reason {@code interrupted}, {@code terminated}, or in one line what is missing
     * @param cause the label of an {@link dev.x0xtest.coordinator.report.Ending.Cause}; null: the reason tells it
     * @param collectMs for how long the runners are asked for what they know before the run ends; 0: it ends at once
     */
    record Stopped(String reason, @Nullable String cause, long collectMs) implements RunEvent {
        /** The run must end at once. */
        public Stopped(String reason) {
            this(reason, null, 0);
        }

        @Override
        public <X extends Exception> void handledBy(Handler<X> handler, long nowNanos) throws X {
            handler.stopped(this, nowNanos);
        }
    }
}
