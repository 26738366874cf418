package dev.x0xtest.daemon.stream;

import dev.x0xtest.daemon.DaemonAddress;
import dev.x0xtest.daemon.Dialer;
import dev.x0xtest.daemon.DirectMessage;
import dev.x0xtest.daemon.TokenSource;
import dev.x0xtest.daemon.TopicMessage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What tells one kind of stream from another.
 *
 * @param idleLimit silence after which it is dead
 * @param heartbeat for a stream that is silent by nature
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
