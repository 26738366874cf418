package dev.x0xtest.minimesh.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.quic.Quic;
import io.netty.handler.codec.quic.QuicClientCodecBuilder;
import io.netty.handler.codec.quic.QuicCodecBuilder;
import io.netty.handler.codec.quic.QuicServerCodecBuilder;
import io.netty.handler.codec.quic.QuicSslContext;
import io.netty.handler.codec.quic.QuicSslContextBuilder;
import io.netty.handler.codec.quic.QuicTokenHandler;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the QUIC transports of one process share: the certificate and the limits. A link is one connection with one
 * bidirectional stream, which carries length-prefixed frames.
 */
public final class QuicNetwork {
    private static final String APPLICATION = "x0xtest-minimesh";
    private static final int IDLE_SECONDS = 60;
    private static final long WINDOW_BYTES = 16L * 1024 * 1024;

    private final OwnFaults ownFaults;
    private final QuicSslContext server;
    private final QuicSslContext client;

    /** Throws {@link IllegalStateException} if QUIC is {@linkplain #whyNot() unavailable}. */
    public QuicNetwork(Clock clock, OwnFaults ownFaults) {
        this.ownFaults = ownFaults;
        whyNot().ifPresent(reason -> {
            throw new IllegalStateException(reason);
        });
        var certificate = SelfSignedCertificate.create(clock);
        server = QuicSslContextBuilder.forServer(certificate.key(), null, certificate.certificate())
                .applicationProtocols(APPLICATION)
                .build();
        client = QuicSslContextBuilder.forClient()
                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                .applicationProtocols(APPLICATION)
                .build();
    }

    /** Why QUIC is unavailable here, in one line; empty if it is available. */
    public static Optional<String> whyNot() {
        if (Quic.isAvailable()) {
            return Optional.empty();
        }
        String platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        return Optional.of("no QUIC library for this platform (" + platform + ")");
    }

    /** Creates the transport of the node on {@code loop}. It listens on {@code address}; null picks a free port. */
    public NodeTransport join(EventLoop loop, @Nullable String address) {
        InetSocketAddress bind = address == null
                ? new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)
                : QuicTransport.parse(address);
        return new QuicTransport(this, loop, bind);
    }

    OwnFaults ownFaults() {
        return ownFaults;
    }

    ChannelHandler serverCodec(ChannelHandler connection, ChannelHandler stream) {
        return limited(new QuicServerCodecBuilder().sslContext(server))
                .tokenHandler(NoToken.INSTANCE)
                .handler(connection)
                .streamHandler(stream)
                .build();
    }

    ChannelHandler clientCodec() {
        return limited(new QuicClientCodecBuilder().sslContext(client)).build();
    }

    private static <B extends QuicCodecBuilder<B>> B limited(B builder) {
        return builder.maxIdleTimeout(IDLE_SECONDS, TimeUnit.SECONDS)
                .initialMaxData(WINDOW_BYTES)
                .initialMaxStreamDataBidirectionalLocal(WINDOW_BYTES)
                .initialMaxStreamDataBidirectionalRemote(WINDOW_BYTES)
                .initialMaxStreamsBidirectional(4);
    }

    /** Skips QUIC's address validation and saves its round trip: no attacker forges addresses on loopback. */
    private static final class NoToken implements QuicTokenHandler {
        static final NoToken INSTANCE = new NoToken();

        @Override
        public boolean writeToken(ByteBuf out, ByteBuf connectionId, InetSocketAddress address) {
            return false;
        }

        @Override
        public int validateToken(ByteBuf token, InetSocketAddress address) {
            return -1;
        }

        @Override
        public int maxTokenLength() {
            return 0;
        }
    }
}
