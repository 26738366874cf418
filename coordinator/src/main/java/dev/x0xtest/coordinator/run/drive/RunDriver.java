package dev.x0xtest.coordinator.run.drive;

import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.run.RunState;
import dev.x0xtest.coordinator.run.journal.Journal;
import dev.x0xtest.coordinator.run.terms.Channel;
import dev.x0xtest.coordinator.run.terms.RunEffect;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.DaemonException;
import dev.x0xtest.daemon.Deadline;
import dev.x0xtest.daemon.DirectMessage;
import dev.x0xtest.daemon.SendRequest;
import dev.x0xtest.daemon.TopicMessage;
import dev.x0xtest.daemon.stream.ConnectionState;
import dev.x0xtest.daemon.stream.StreamListener;
import dev.x0xtest.wire.FrameKind;
import dev.x0xtest.wire.Plane;
import dev.x0xtest.wire.Topics;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds events to a {@link RunState} and performs its effects. All methods but {@link #post} and the constructor run on
 * the event loop. Time comes from the supplier, in ns since the driver was created.
 */
public final class RunDriver {
    private static final Logger log = LoggerFactory.getLogger(RunDriver.class);
    private static final int FAREWELL_MS = 1000;
    /** A run does not wait longer for a disk. */
    private static final int PERSIST_MS = 1000;

    /** Receives progress and notes, on the event loop. */
    public interface Listener {
        /** Called after an event that decided cells. */
        void progressed(RunEffect.Progressed progress);

        /** One line for the person who watches the run. */
        void noted(String text);

        /** Called after every event, before its effects are performed. */
        default void took(RunState run, List<RunEffect> effects) {}
    }

    private final RunState state;
    private final EventLoop loop;
    private final Deadline timer;
    private final Daemon daemon;
    private final LongSupplier nanos;
    private final Journal journal;
    private final Listener listener;
    private final @Nullable Integer commandAckMs;
    private final long originNanos;
    private final RunEffect.Performer performer = new Effects();
    private final CompletableFuture<Report> finished = new CompletableFuture<>();
    private final List<CompletableFuture<?>> farewells = new ArrayList<>();
    private final Deque<RunEffect> waiting = new ArrayDeque<>();
    private boolean persisting;
    private Runnable whenDiscovered = () -> {};

    /**
     * A driver of a run that has not started, or goes on.
     *
     * @param nanos monotonic time
     * @param commandAckMs how long the daemon waits for the acknowledgement of a raw command, in ms; null: commands are
     * sent durable, as upstream does
     * @param startNanos the run's time now: 0 unless the run goes on
     */
    public RunDriver(
            RunState state,
            EventLoop loop,
            Daemon daemon,
            LongSupplier nanos,
            Journal journal,
            Listener listener,
            @Nullable Integer commandAckMs,
            long startNanos) {
        this.state = state;
        this.loop = loop;
        this.timer = new Deadline(loop);
        this.daemon = daemon;
        this.nanos = nanos;
        this.journal = journal;
        this.listener = listener;
        this.commandAckMs = commandAckMs;
        this.originNanos = nanos.getAsLong() - startNanos;
    }

    /** Completes on the event loop with the report; never exceptionally. */
    public CompletableFuture<Report> finished() {
        return finished;
    }

    /** What the run waits for now, in one phrase of about {@code room} characters; on the event loop. */
    public String status(int room) {
        return state.status(nanos.getAsLong() - originNanos, room);
    }

    /** Runs once, when discovery is over. Set before the run starts. */
    public void whenDiscovered(Runnable action) {
        whenDiscovered = action;
    }

    /** Passes an event to the run, from any thread. */
    public void post(RunEvent event) {
        if (loop.inEventLoop()) {
            take(event);
        } else {
            loop.execute(() -> take(event));
        }
    }

    private void take(RunEvent event) {
        if (finished.isDone()) {
            return;
        }
        try {
            long now = nanos.getAsLong() - originNanos;
            journal.append(event, now);
            List<RunEffect> effects = state.on(event, now);
            waiting.addAll(effects);
            listener.took(state, effects);
            perform();
            schedule(now);
        } catch (RuntimeException | Error e) {
            fault(event.getClass().getSimpleName(), e);
        }
    }

    /**
     * A defect of our own: the run ends here with exit code 70. Errors are caught too, because most events come from
     * callbacks of futures, which would drop them.
     */
    private void fault(String what, Throwable defect) {
        log.error("the run failed at {}", what, defect);
        timer.cancel();
        finished.complete(state.fault(defect));
    }

    /** Performs effects in order, up to one that waits for the journal. */
    private void perform() {
        while (!persisting && !waiting.isEmpty()) {
            waiting.remove().performedBy(performer);
        }
    }

    private void persisted() {
        persisting = false;
        try {
            perform();
        } catch (RuntimeException | Error e) {
            fault("its journal", e);
        }
    }

    private final class Effects implements RunEffect.Performer {
        @Override
        public void sendDm(RunEffect.SendDm send) {
            daemon.send(request(send)).whenComplete((answer, failure) -> post(settled(send.sendId(), answer, failure)));
        }

        @Override
        public void publish(RunEffect.Publish publish) {
            daemon.publish(publish.topic(), publish.payload())
                    .whenComplete((nothing, failure) -> post(
                            new RunEvent.PublishSettled(publish.sendId(), failure == null ? null : code(failure))));
        }

        @Override
        public void discovered(RunEffect.Discovered discovered) {
            whenDiscovered.run();
        }

        @Override
        public void progressed(RunEffect.Progressed progress) {
            listener.progressed(progress);
        }

        @Override
        public void note(RunEffect.Note note) {
            listener.noted(note.text());
        }

        @Override
        public void farewell(RunEffect.Farewell farewell) {
            SendRequest request = SendRequest.control(Plane.RAW, farewell.to(), farewell.payload(), FAREWELL_MS);
            farewells.add(daemon.send(request).handle((answer, failure) -> null));
        }

        @Override
        public void persist(RunEffect.Persist persist) {
            CompletableFuture<?> done = journal.persist();
            if (!done.isDone()) {
                persisting = true;
                Future<?> late = loop.schedule(
                        () -> journal.release("the disk did not answer in " + PERSIST_MS + " ms"),
                        PERSIST_MS,
                        TimeUnit.MILLISECONDS);
                done.whenComplete((nothing, failure) -> {
                    late.cancel(false);
                    loop.execute(RunDriver.this::persisted);
                });
            }
        }

        @Override
        public void finished(RunEffect.Finished end) {
            timer.cancel();
            finish(end.report());
        }
    }

    /** Completes when the farewells are sent, or after a second: they are a courtesy. */
    private void finish(Report report) {
        CompletableFuture.allOf(farewells.toArray(CompletableFuture<?>[]::new))
                .whenComplete((nothing, failure) -> finished.complete(report));
        if (!finished.isDone()) {
            loop.schedule(() -> finished.complete(report), FAREWELL_MS, TimeUnit.MILLISECONDS);
        }
    }

    private SendRequest request(RunEffect.SendDm send) {
        Integer ackMs = commandAckMs;
        boolean notRaw = send.route() == Plane.RAW && ackMs == null;
        Plane route = notRaw ? Plane.DURABLE : send.route();
        return SendRequest.control(route, send.to(), send.payload(), ackMs == null ? 0 : ackMs);
    }

    private static RunEvent settled(long sendId, Daemon.@Nullable SendResponse answer, @Nullable Throwable failure) {
        if (answer != null) {
            return new RunEvent.DmSettled(sendId, answer.path(), null, null);
        }
        String detail = failure instanceof DaemonException daemon ? daemon.detail() : null;
        return new RunEvent.DmSettled(sendId, null, failure == null ? "failed" : code(failure), detail);
    }

    private static String code(Throwable failure) {
        if (failure instanceof DaemonException daemon) {
            return daemon.kind() == DaemonException.Kind.UNAUTHORIZED
                            || daemon.code() == null
                            || daemon.code().isEmpty()
                    ? daemon.kind().name().toLowerCase(Locale.ROOT)
                    : daemon.code();
        }
        return "failed";
    }

    private void schedule(long nowNanos) {
        timer.cancel();
        long next = state.nextDeadlineNanos();
        if (next != Long.MAX_VALUE && !finished.isDone()) {
            timer.setNanos(Math.max(0, next - nowNanos), () -> take(new RunEvent.Timer()));
        }
    }

    /**
     * Posts the results among the direct messages; other messages, for the anchor's own runner, go to {@code next}
     * only.
     */
    public StreamListener<DirectMessage> directListener(StreamListener<DirectMessage> next) {
        return new Forwarding<>("direct", next) {
            @Override
            public void onEvent(DirectMessage message) {
                next.onEvent(message);
                if (!message.history() && isResult(message.payload())) {
                    post(new RunEvent.FrameSeen(
                            Channel.DM, message.sender().hex(), message.verified(), message.payload()));
                }
            }
        };
    }

    /** Posts the results on the legacy results topic. */
    public StreamListener<TopicMessage> topicListener(StreamListener<TopicMessage> next) {
        return new Forwarding<>("topics", next) {
            @Override
            public void onEvent(TopicMessage message) {
                next.onEvent(message);
                if (message.topic().equals(Topics.RESULTS) && message.sender() != null) {
                    post(new RunEvent.FrameSeen(
                            Channel.PUBSUB, message.sender().hex(), message.verified(), message.payload()));
                }
            }
        };
    }

    private static boolean isResult(byte[] payload) {
        return FrameKind.RESULT.begins(payload) || FrameKind.RESULT_CHUNK.begins(payload);
    }

    private abstract class Forwarding<E> implements StreamListener<E> {
        private final String stream;
        private final StreamListener<E> next;

        Forwarding(String stream, StreamListener<E> next) {
            this.stream = stream;
            this.next = next;
        }

        @Override
        public void onState(ConnectionState state, String reason) {
            log.debug("stream={} state={} reason={}", stream, state, reason);
            post(new RunEvent.StreamMoved(stream, state.name().toLowerCase(Locale.ROOT), reason));
            next.onState(state, reason);
        }

        @Override
        public void onMalformed(String reason) {
            log.debug("stream={} malformed reason={}", stream, reason);
            next.onMalformed(reason);
        }
    }
}
