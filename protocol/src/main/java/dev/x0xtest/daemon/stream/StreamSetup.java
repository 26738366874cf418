package dev.x0xtest.daemon.stream;

import dev.x0xtest.daemon.DaemonAddress;
import dev.x0xtest.daemon.Dialer;
import dev.x0xtest.daemon.DirectMessage;
import dev.x0xtest.daemon.TokenSource;
import dev.x0xtest.daemon.TopicMessage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The differences between the two kinds of stream.
 *
 * @param idleLimit silence after which the stream is dead
 * @param heartbeat the heartbeat of a stream without keep-alive; null for the other kind
 */
record StreamSetup<E>(
        String name,
        DaemonAddress address,
        String path,
        TokenSource token,
        Dialer dialer,
        EventDecoder<E> decoder,
        Duration idleLimit,
        @Nullable Heartbeat heartbeat) {

    static StreamSetup<DirectMessage> direct(
            DaemonAddress address, TokenSource token, Dialer dialer, StreamOptions options) {
        String query = options.backfill() > 0 ? "?backfill=" + options.backfill() : "";
        return new StreamSetup<>(
                "direct-events",
                address,
                "/direct/events" + query,
                token,
                dialer,
                new EventDecoder.Direct(),
                options.idleLimit(),
                null);
    }

    static StreamSetup<TopicMessage> topics(
            DaemonAddress address, TokenSource token, Dialer dialer, Heartbeat heartbeat, StreamOptions options) {
        return new StreamSetup<>(
                "events",
                address,
                "/events",
                token,
                dialer,
                new EventDecoder.Topics(heartbeat::owns),
                options.heartbeatLimit(),
                heartbeat);
    }
}
