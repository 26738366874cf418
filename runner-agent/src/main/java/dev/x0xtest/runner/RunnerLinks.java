package dev.x0xtest.runner;

import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.DirectMessage;
import dev.x0xtest.daemon.TopicMessage;
import dev.x0xtest.daemon.stream.StreamListener;
import dev.x0xtest.runner.evidence.HostFacts;
import dev.x0xtest.runner.store.LedgerDisk;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A runner's connections to its x0xd. All methods are called on the runner's event loop. */
public interface RunnerLinks {

    /** The daemon's address, for messages to people. */
    String where();

    Daemon daemon();

    /** Requests to the daemon so far, by how they ended; empty: not counted. */
    default Map<String, Long> calls() {
        return Map.of();
    }

    /** The token that the daemon has accepted; empty if there is none. Never logged or sent. */
    default String secret() {
        return "";
    }

    /** What is known of the host that the runner runs on. */
    default HostFacts.Source host() {
        return () -> HostFacts.UNKNOWN;
    }

    /** The disk of the host that the runner runs on. */
    default LedgerDisk disk() {
        return LedgerDisk.REAL;
    }

    /** Opens the stream of direct messages, which reconnects until it is closed. */
    Stream openDirect(StreamListener<DirectMessage> listener);

    /** Opens the stream of topic messages, which reconnects until it is closed. */
    Stream openTopics(StreamListener<TopicMessage> listener);

    /** An open stream. */
    interface Stream {

        /** Closes the stream without blocking. Completes normally when it is closed. */
        CompletableFuture<@Nullable Void> end();
    }
}
