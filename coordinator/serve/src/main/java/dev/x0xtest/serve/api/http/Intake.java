package dev.x0xtest.serve.api.http;

import dev.x0xtest.serve.api.message.Problem;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.timeout.IdleStateEvent;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Collects one request after the other: the next one is read only when the one before is answered. What breaks a bound or
 * the grammar of HTTP is answered, and the connection closed. Confined to the event loop.
 */
final class Intake extends SimpleChannelInboundHandler<HttpObject> {
    private final int mostBytes;
    private final Exchange exchange;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private @Nullable HttpRequest head;
    private boolean refused;

    Intake(int mostBytes, Exchange exchange) {
        this.mostBytes = mostBytes;
        this.exchange = exchange;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        exchange.awaits(context);
        context.fireChannelActive();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
        if (exchange.streaming()) {
            // Whoever listens has nothing to say.
            context.close();
            return;
        }
        if (refused) {
            // The rest of what was refused.
            return;
        }
        if (part instanceof HttpRequest request) {
            begin(context, request);
        }
        HttpRequest request = head;
        if (request != null && part instanceof HttpContent content) {
            take(context, request, content);
        }
    }

    private void begin(ChannelHandlerContext context, HttpRequest request) {
        body.reset();
        head = request;
        exchange.begun();
        if (request.decoderResult().isFailure()) {
            refuse(context, request, malformed(request.decoderResult()));
        } else if (request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)) {
            refuse(context, request, new Problem(411, "send the body with a Content-Length"));
        } else if (HttpUtil.getContentLength(request, 0) > mostBytes) {
            refuse(context, request, tooLarge());
        } else if (HttpUtil.is100ContinueExpected(request)) {
            exchange.goOn(context);
        }
    }

    private void take(ChannelHandlerContext context, HttpRequest request, HttpContent content) {
        ByteBuf bytes = content.content();
        if (content.decoderResult().isFailure()) {
            refuse(context, request, new Problem(400, "the body is malformed"));
            return;
        }
        if (body.size() + bytes.readableBytes() > mostBytes) {
            refuse(context, request, tooLarge());
            return;
        }
        byte[] piece = new byte[bytes.readableBytes()];
        bytes.readBytes(piece);
        body.writeBytes(piece);
        if (content instanceof LastHttpContent) {
            head = null;
            exchange.answer(context, request, body.toByteArray());
        }
    }

    private void refuse(ChannelHandlerContext context, HttpRequest request, Problem problem) {
        head = null;
        refused = true;
        exchange.refuse(context, request, problem);
    }

    private Problem tooLarge() {
        return new Problem(413, "a body has at most " + mostBytes + " bytes");
    }

    private static Problem malformed(DecoderResult result) {
        Throwable cause = result.cause();
        if (cause instanceof TooLongHttpLineException) {
            return new Problem(414, "the first line of the request is too long");
        }
        return cause instanceof TooLongFrameException
                ? new Problem(431, "the headers are too long")
                : new Problem(400, "this is no HTTP request");
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        exchange.pump();
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof IdleStateEvent) {
            exchange.stalled(context);
        } else {
            context.fireUserEventTriggered(event);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        exchange.closed();
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        exchange.broken(context, cause);
    }
}
