package dev.x0xtest.runner.service;

import dev.x0xtest.daemon.stream.ConnectionState;
import dev.x0xtest.daemon.stream.StreamListener;
import dev.x0xtest.runner.service.RunnerStatus.RunnerState.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns the events of a runner into a state with one line of text, and reports each change. Pure; confined to the event
 * loop.
 *
 * <pre>
 * WAITING -> ATTACHED -> WAITING ...
 * both -> STOPPING
 * </pre>
 */
public final class RunnerStatus {
    private final String where;
    private final String obeys;
    private final Consumer<RunnerState> listener;
    private final List<Watched<?>> streams = new ArrayList<>();

    private boolean subscribed;
    private @Nullable RunnerState last;

    /**
     * Takes what the text mentions.
     *
     * @param where the daemon's address
     * @param obeys {@code Authority.describeBriefly()}, for example {@code obeys 1 coordinator}
     */
    public RunnerStatus(String where, String obeys, Consumer<RunnerState> listener) {
        this.where = where;
        this.obeys = obeys;
        this.listener = listener;
    }

    /** The daemon does not answer yet, or not any more. */
    public void waiting(String reason) {
        tell(Phase.WAITING, "waiting for x0xd at " + where + ": " + reason);
    }

    /** Whether both streams are open and the topics are subscribed. */
    public boolean attached() {
        return last != null && last.phase() == Phase.ATTACHED;
    }

    /** The topics are subscribed for the first time. */
    public void subscribed() {
        subscribed = true;
        update();
    }

    /** The runner ends; no state follows. */
    public void stopping(String reason) {
        tell(Phase.STOPPING, reason);
    }

    /**
     * A listener that passes everything on to {@code inner} and watches the stream's state: both streams must be open
     * for ATTACHED.
     */
    public <E> StreamListener<E> watching(StreamListener<E> inner) {
        Watched<E> watched = new Watched<>(inner);
        streams.add(watched);
        return watched;
    }

    private void update() {
        for (Watched<?> stream : streams) {
            if (stream.trouble != null) {
                waiting(stream.trouble);
                return;
            }
        }
        if (subscribed && streams.stream().allMatch(stream -> stream.open)) {
            tell(Phase.ATTACHED, "attached to x0xd at " + where + ", " + obeys);
        } else {
            tell(Phase.WAITING, "attaching to x0xd at " + where);
        }
    }

    private void tell(Phase phase, String text) {
        RunnerState next = new RunnerState(phase, text);
        if (!next.equals(last) && (last == null || last.phase() != Phase.STOPPING)) {
            last = next;
            listener.accept(next);
        }
    }

    /** Watches one stream. */
    private final class Watched<E> implements StreamListener<E> {
        private final StreamListener<E> inner;
        private boolean open;
        private @Nullable String trouble;

        Watched(StreamListener<E> inner) {
            this.inner = inner;
        }

        @Override
        public void onState(ConnectionState state, String reason) {
            open = state == ConnectionState.OPEN;
            if (open) {
                trouble = null;
            } else if (state == ConnectionState.BACKING_OFF) {
                trouble = reason;
            }
            if (state != ConnectionState.CLOSING && state != ConnectionState.CLOSED) {
                update();
            }
            inner.onState(state, reason);
        }

        @Override
        public void onEvent(E event) {
            inner.onEvent(event);
        }

        @Override
        public void onMalformed(String reason) {
            inner.onMalformed(reason);
        }

        @Override
        public void onLive() {
            inner.onLive();
        }
    }

    /**
     * The state of a runner.
     *
     * @param text one line for people
     */
    public record RunnerState(Phase phase, String text) {

        /** The phase of a runner. */
        public enum Phase {
            /** Waiting for the daemon, at start or later. */
            WAITING,
            /** Both streams are open and the topics are subscribed: commands arrive. */
            ATTACHED,
            /** Asked to end, or unable to go on. */
            STOPPING
        }
    }
}
