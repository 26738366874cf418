package dev.x0xtest.coordinator.run.terms;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.x0xtest.coordinator.run.RunState;
import org.jspecify.annotations.Nullable;

/** What can happen to a run. The journal holds nothing else, so events carry plain values only. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RunEvent.Started.class, name = "started"),
    @JsonSubTypes.Type(value = RunEvent.FrameSeen.class, name = "frame"),
    @JsonSubTypes.Type(value = RunEvent.DmSettled.class, name = "dm"),
    @JsonSubTypes.Type(value = RunEvent.PublishSettled.class, name = "publish"),
    @JsonSubTypes.Type(value = RunEvent.StreamMoved.class, name = "stream"),
    @JsonSubTypes.Type(value = RunEvent.Timer.class, name = "timer"),
    @JsonSubTypes.Type(value = RunEvent.Stopped.class, name = "stopped")
})
public sealed interface RunEvent {

    /** The anchor answered and the streams are attached: the run may begin. */
    record Started(String agentId, String machineId, String x0xd, String apiBase, int peers) implements RunEvent {}

    /**
     * A result frame on a stream of the anchor.
     *
     * @param channel {@code dm}, {@code pubsub}
     * @param sender 64 hex characters, as the anchor's daemon says
     */
    @SuppressWarnings("ArrayRecordComponent") // a frame passes through; nobody compares two
    record FrameSeen(String channel, String sender, boolean verified, byte[] payload) implements RunEvent {}

    /** The daemon answered a {@link RunEffect.SendDm}; {@code code} is null when it accepted. */
    record DmSettled(
            long sendId,
            @Nullable String path,
            @Nullable String code,
            @Nullable String detail) implements RunEvent {}

    /** The daemon answered a {@link RunEffect.Publish}; {@code code} is null when it accepted. */
    record PublishSettled(long sendId, @Nullable String code) implements RunEvent {}

    /** A stream of the anchor moved to another state. */
    record StreamMoved(String stream, String state, String reason) implements RunEvent {}

    /** The time that {@link RunState#nextDeadlineNanos} asked for has come. */
    record Timer() implements RunEvent {}

    /**
     * The person or the system wants the run to end now, or it cannot go on.
     *
     * @param reason {@code interrupted}, {@code terminated}, or in one line what is missing
     */
    record Stopped(String reason) implements RunEvent {}
}
