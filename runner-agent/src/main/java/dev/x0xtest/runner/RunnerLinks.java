package dev.x0xtest.runner;

import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.DirectMessage;
import dev.x0xtest.daemon.TopicMessage;
import dev.x0xtest.daemon.stream.StreamListener;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A runner's connections to its x0xd. Everything is called on the runner's event loop. */
public interface RunnerLinks {

    /** For messages to a person. */
    String where();

    Daemon daemon();

    /** Connects to the stream of direct messages, again and again until closed. */
    Stream openDirect(StreamListener<DirectMessage> listener);

    /** Likewise the stream of topic messages. */
    Stream openTopics(StreamListener<TopicMessage> listener);

    /** An open stream. */
    interface Stream {

        /** Does not block; the future completes, always normally, when the stream is closed. */
        CompletableFuture<@Nullable Void> end();
    }
}
