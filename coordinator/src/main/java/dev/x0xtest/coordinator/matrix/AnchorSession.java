package dev.x0xtest.coordinator.matrix;

import dev.x0xtest.coordinator.run.RunStatus;
import dev.x0xtest.coordinator.run.drive.AnnouncementWatch;
import dev.x0xtest.coordinator.run.drive.RunDriver;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.DaemonAddress;
import dev.x0xtest.daemon.DirectMessage;
import dev.x0xtest.daemon.TokenSource;
import dev.x0xtest.daemon.TopicMessage;
import dev.x0xtest.daemon.stream.ConnectionState;
import dev.x0xtest.daemon.stream.EventStream;
import dev.x0xtest.daemon.stream.StreamListener;
import dev.x0xtest.daemon.stream.StreamOptions;
import dev.x0xtest.wire.Topics;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The session with the anchor's daemon for one run: checks the daemon, attaches to its streams, starts the driver, and
 * removes its subscriptions at the end. Confined to the event loop.
 */
final class AnchorSession {
    private static final Logger log = LoggerFactory.getLogger(AnchorSession.class);
    private static final long ATTACH_SECONDS = RunStatus.CONNECT_SECONDS;
    private static final long TOPICS_SECONDS = 3;

    private final Daemon daemon;
    private final DaemonAddress address;
    private final UnaryOperator<String> translated;
    private final EventLoop loop;
    private final RunDriver driver;
    private final EventStream<DirectMessage> direct;
    private final @Nullable EventStream<TopicMessage> topics;
    private final CompletableFuture<@Nullable Void> directAttached = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> topicsAttached = new CompletableFuture<>();
    private final AnchorTopics memberships;
    private final AnnouncementWatch announcements;

    AnchorSession(
            Daemon daemon,
            DaemonAddress address,
            UnaryOperator<String> translated,
            TokenSource token,
            EventLoop loop,
            StreamOptions options,
            RunDriver driver,
            boolean pubsub) {
        this.daemon = daemon;
        this.address = address;
        this.translated = translated;
        this.loop = loop;
        this.driver = driver;
        this.announcements = new AnnouncementWatch(daemon, loop, driver::post);
        this.memberships =
                new AnchorTopics(daemon, pubsub ? List.of(Topics.DISCOVER, Topics.RESULTS) : List.of(Topics.DISCOVER));
        this.direct = EventStream.direct(
                address,
                token,
                loop,
                options,
                new Translated<>(
                        translated, driver.directListener(new Attachment<>(() -> directAttached.complete(null)))));
        this.topics = pubsub
                ? EventStream.topics(
                        address,
                        token,
                        daemon,
                        loop,
                        options,
                        new Translated<>(translated, driver.topicListener(new Attachment<>(this::joinTopics))))
                : null;
        if (!pubsub) {
            driver.whenDiscovered(memberships::leave);
        }
    }

    /** Ends with {@code Started} or {@code Stopped} at the driver, within {@value dev.x0xtest.coordinator.run.RunStatus#CONNECT_SECONDS} s. */
    void open() {
        direct.start();
        if (topics != null) {
            topics.start();
        } else {
            joinTopics();
        }
        loop.schedule(() -> topicsAttached.complete(null), TOPICS_SECONDS, TimeUnit.SECONDS);
        CompletableFuture<Daemon.Health> health = daemon.health();
        CompletableFuture<Daemon.AgentInfo> agent = daemon.agent();
        CompletableFuture<List<Daemon.Peer>> peers = daemon.peers();
        CompletableFuture<List<Daemon.Peer>> answered =
                health.thenCompose(ok -> agent).thenCompose(ok -> peers);
        CompletableFuture<@Nullable Void> ready =
                answered.thenCompose(ok -> directAttached).thenCompose(ok -> topicsAttached);
        loop.schedule(() -> ready.completeExceptionally(tooSlow(answered.isDone())), ATTACH_SECONDS, TimeUnit.SECONDS);
        ready.whenComplete((nothing, failure) -> {
            if (failure == null) {
                begin(health.join(), agent.join(), peers.join());
            } else {
                log.debug("anchor={} failed", address, failure);
                driver.post(AnchorErrors.stopped(translated, address, failure));
            }
        });
    }

    private static IllegalStateException tooSlow(boolean answered) {
        String what = answered ? "its /direct/events did not attach" : "it did not answer";
        return new IllegalStateException(what + " in " + ATTACH_SECONDS + " s");
    }

    private void begin(Daemon.Health health, Daemon.AgentInfo agent, List<Daemon.Peer> peers) {
        driver.post(new RunEvent.Started(
                agent.agentId().hex(),
                agent.machineId(),
                health.version(),
                translated.apply(address.toString()),
                peers.size()));
        announcements.start();
    }

    private void joinTopics() {
        memberships.join().whenComplete((nothing, failure) -> topicsAttached.complete(null));
    }

    /** Leaves the topics and closes the streams; completes when the daemon has forgotten us. */
    CompletableFuture<@Nullable Void> close() {
        announcements.close();
        CompletableFuture<@Nullable Void> left = memberships.leave();
        direct.close();
        if (topics != null) {
            topics.close();
        }
        CompletableFuture<@Nullable Void> streams = topics == null ? direct.closed() : topics.closed();
        return left.thenCompose(nothing -> streams);
    }

    /** Why a stream was interrupted, with the daemon's own address. */
    private record Translated<E>(UnaryOperator<String> translated, StreamListener<E> next)
            implements StreamListener<E> {
        @Override
        public void onState(ConnectionState state, String reason) {
            next.onState(state, translated.apply(reason));
        }

        @Override
        public void onEvent(E event) {
            next.onEvent(event);
        }

        @Override
        public void onMalformed(String reason) {
            next.onMalformed(reason);
        }

        @Override
        public void onLive() {
            next.onLive();
        }
    }

    private static final class Attachment<E> implements StreamListener<E> {
        private final Runnable onOpen;

        Attachment(Runnable onOpen) {
            this.onOpen = onOpen;
        }

        @Override
        public void onState(ConnectionState state, String reason) {
            if (state == ConnectionState.OPEN) {
                onOpen.run();
            }
        }

        @Override
        public void onEvent(E event) {}

        @Override
        public void onMalformed(String reason) {}
    }
}
