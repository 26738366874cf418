package dev.x0xtest.daemon.rest;

import dev.x0xtest.daemon.Causes;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/** A keep-alive connection and the call that it carries, if any. Confined to the event loop. */
final class RestConnection extends SimpleChannelInboundHandler<HttpObject> {
    private final RestPool pool;
    private final int maxAnswerBytes;

    private @Nullable ChannelHandlerContext context;
    private @Nullable RestCall<?> call;
    private @Nullable Throwable failure;
    private @Nullable HttpResponse head;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private boolean reused;

    RestConnection(RestPool pool, int maxAnswerBytes) {
        this.pool = pool;
        this.maxAnswerBytes = maxAnswerBytes;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    boolean isActive() {
        ChannelHandlerContext present = context;
        return present != null && present.channel().isActive();
    }

    /** Sends the request. From here on the daemon may have seen it. */
    void exchange(RestCall<?> next, FullHttpRequest request) {
        ChannelHandlerContext present = context;
        if (present == null || call != null) {
            request.release();
            throw new IllegalStateException("a connection carries one call at a time");
        }
        call = next;
        present.writeAndFlush(request).addListener(written -> {
            if (!written.isSuccess()) {
                broken(written.cause());
            }
        });
    }

    /**
     * The call was cancelled. Closes the connection, because the late answer could be taken for that of the next call.
     */
    void abandon() {
        call = null;
        close();
    }

    void close() {
        ChannelHandlerContext present = context;
        if (present != null) {
            var unused = present.close();
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject message) {
        RestCall<?> current = call;
        if (current == null) {
            close(); // an answer without a request, or after its call ended
            return;
        }
        if (message.decoderResult().isFailure()) {
            call = null;
            current.unreadable(
                    "not HTTP: " + Causes.text(message.decoderResult().cause()));
            close();
            return;
        }
        if (message instanceof HttpResponse response) {
            head = response;
        }
        if (message instanceof HttpContent content) {
            content(current, content);
        }
    }

    private void content(RestCall<?> current, HttpContent content) {
        int count = content.content().readableBytes();
        if (count > maxAnswerBytes - body.size()) {
            call = null;
            current.unreadable("the answer is larger than " + maxAnswerBytes + " bytes");
            close();
            return;
        }
        byte[] bytes = new byte[count];
        content.content().readBytes(bytes);
        body.write(bytes, 0, count);
        if (content instanceof LastHttpContent) {
            complete(current);
        }
    }

    private void complete(RestCall<?> current) {
        HttpResponse answer = head;
        byte[] bytes = body.toByteArray();
        head = null;
        body.reset();
        if (answer == null || answer.status().code() < 200) {
            return; // an interim answer such as 100 Continue; the final answer follows
        }
        call = null;
        reused = true;
        if (HttpUtil.isKeepAlive(answer)) {
            pool.release(this);
        } else {
            close();
        }
        String type = answer.headers().get(HttpHeaderNames.CONTENT_TYPE, "");
        boolean json = type.startsWith("application/json");
        current.answered(answer.status().code(), answer.status().reasonPhrase(), json, bytes);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        settle();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        broken(cause);
    }

    private void broken(Throwable cause) {
        if (failure == null) {
            failure = cause;
        }
        close();
        if (!isActive()) {
            settle(); // the channel may have closed before this call was assigned, and then no further event comes
        }
    }

    private void settle() {
        pool.gone(this);
        RestCall<?> current = call;
        call = null;
        if (current != null) {
            current.lost(reused, head != null, failure);
        }
    }
}
