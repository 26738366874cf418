package dev.x0xtest.daemon.stream;

import dev.x0xtest.daemon.Causes;
import dev.x0xtest.daemon.DaemonAddress;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import org.jspecify.annotations.Nullable;

/** One HTTP connection with one event stream, from the request to its end. Confined to the event loop. */
final class StreamConnection extends SimpleChannelInboundHandler<HttpObject> {
    private final StreamRequest request;
    private final Callbacks callbacks;
    private int status;
    private boolean ended;
    private @Nullable ChannelHandlerContext context;

    /** The request: path and token. */
    record StreamRequest(DaemonAddress address, String path, String token) {
        FullHttpRequest toHttp() {
            FullHttpRequest http =
                    new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, path, Unpooled.EMPTY_BUFFER);
            http.headers()
                    .set(HttpHeaderNames.HOST, address.authority())
                    .set(HttpHeaderNames.AUTHORIZATION, "Bearer " + token)
                    .set(HttpHeaderNames.ACCEPT, "text/event-stream");
            return http;
        }
    }

    /**
     * Callbacks of a connection. {@code opened} is called at most once; {@code ended} exactly once, as the last one.
     */
    interface Callbacks {
        void opened();

        void bytes(byte[] bytes, int offset, int count);

        /**
         * The connection has ended.
         *
         * @param status of an answer other than 200; 0 if the connection was lost or the stream ended
         */
        void ended(int status, String reason);
    }

    StreamConnection(StreamRequest request, Callbacks callbacks) {
        this.request = request;
        this.callbacks = callbacks;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        if (ended) {
            var unused = ctx.close();
        } else {
            var unused = ctx.writeAndFlush(request.toHttp(), ctx.voidPromise());
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject message) {
        if (ended) {
            return;
        }
        if (message.decoderResult().isFailure()) {
            end(0, "not HTTP: " + Causes.text(message.decoderResult().cause()));
            return;
        }
        if (message instanceof HttpResponse response) {
            head(response);
        }
        if (message instanceof HttpContent content && status == 200 && !ended) {
            body(content.content());
        }
        if (message instanceof LastHttpContent) {
            end(0, "the daemon ended the stream");
        }
    }

    private void head(HttpResponse response) {
        status = response.status().code();
        String type = response.headers().get(HttpHeaderNames.CONTENT_TYPE, "");
        if (status != 200) {
            end(status, "the daemon answered " + status);
        } else if (!type.startsWith("text/event-stream")) {
            end(0, "the daemon answered something other than an event stream");
        } else {
            callbacks.opened();
        }
    }

    private void body(ByteBuf content) {
        int count = content.readableBytes();
        if (content.hasArray()) {
            callbacks.bytes(content.array(), content.arrayOffset() + content.readerIndex(), count);
        } else if (count > 0) {
            callbacks.bytes(ByteBufUtil.getBytes(content), 0, count);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        end(0, "the connection was closed");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        end(0, Causes.text(cause));
    }

    /** Closes without a word to {@link Callbacks}. */
    void abandon() {
        ended = true;
        ChannelHandlerContext present = context;
        if (present != null) {
            var unused = present.close();
        }
    }

    void end(int answered, String reason) {
        if (!ended) {
            abandon();
            callbacks.ended(answered, reason);
        }
    }
}
