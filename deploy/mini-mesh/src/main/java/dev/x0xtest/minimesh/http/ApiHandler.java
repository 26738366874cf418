package dev.x0xtest.minimesh.http;

import dev.x0xtest.minimesh.http.exchange.EventFeed;
import dev.x0xtest.minimesh.http.exchange.HttpAnswer;
import dev.x0xtest.minimesh.http.exchange.Rejection;
import dev.x0xtest.minimesh.http.exchange.Request;
import dev.x0xtest.minimesh.http.exchange.Router;
import dev.x0xtest.minimesh.identity.Bytes;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves one connection: answers each request before it reads the next. Checks a request in the order of x0xd: token,
 * path, method, then size, type and shape of the body.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write closes the connection
final class ApiHandler extends SimpleChannelInboundHandler<HttpObject> {
    /** Largest request body, as in x0xd. */
    static final int MAX_BODY_BYTES = 1024 * 1024;

    private static final Logger log = LoggerFactory.getLogger(ApiHandler.class);
    private static final String VARY = "origin, access-control-request-method, access-control-request-headers";

    private final Router router;
    private final ApiServer server;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private boolean tooLarge;
    private @Nullable HttpRequest head;
    private @Nullable EventFeed stream;

    ApiHandler(Router router, ApiServer server) {
        this.router = router;
        this.server = server;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
        if (stream != null) {
            return;
        }
        if (message instanceof HttpRequest request) {
            head = request;
            body.reset();
            tooLarge = false;
        }
        if (message instanceof HttpContent content) {
            take(content.content());
        }
        HttpRequest request = head;
        if (message instanceof LastHttpContent && request != null) {
            context.channel().config().setAutoRead(false);
            head = null;
            server.unlessFrozen(() -> {
                if (context.channel().isActive()) {
                    serve(context, request);
                }
            });
        }
    }

    private void take(ByteBuf content) {
        tooLarge |= body.size() + content.readableBytes() > MAX_BODY_BYTES;
        if (!tooLarge) {
            byte[] bytes = new byte[content.readableBytes()];
            content.readBytes(bytes);
            body.writeBytes(bytes);
        }
    }

    private void serve(ChannelHandlerContext context, HttpRequest request) {
        var reply = new ChannelReply(context, HttpUtil.isKeepAlive(request));
        try {
            if (request.decoderResult().isFailure()) {
                throw new Rejection(HttpAnswer.empty(400));
            }
            route(request, reply);
        } catch (Rejection e) {
            reply.answer(e.answer());
        } catch (RuntimeException e) {
            log.error("request failed method={} uri={}", request.method(), request.uri(), e);
            reply.answer(HttpAnswer.error(500, "internal error of the stand-in: " + e));
        }
    }

    private void route(HttpRequest request, ChannelReply reply) throws Rejection {
        var uri = new QueryStringDecoder(request.uri());
        String authorization = request.headers().get(HttpHeaderNames.AUTHORIZATION);
        Map<String, String> query = firstValues(uri);
        reply.varied = false;
        server.gatekeeper().check(request.method().name(), uri.rawPath(), authorization, query.get("token"));
        reply.varied = true;
        // serve HEAD like GET; the codec drops the body
        String method = request.method().equals(HttpMethod.HEAD)
                ? "GET"
                : request.method().name();
        Router.Match match = router.find(method, uri.rawPath());
        if (tooLarge) {
            throw new Rejection(HttpAnswer.text(413, "Failed to buffer the request body: length limit exceeded"));
        }
        match.handler()
                .handle(
                        new Request(
                                match.pathArguments(),
                                query,
                                authorization,
                                request.headers().get(HttpHeaderNames.CONTENT_TYPE),
                                Bytes.of(body.toByteArray())),
                        reply);
    }

    private static Map<String, String> firstValues(QueryStringDecoder uri) {
        var query = new LinkedHashMap<String, String>();
        uri.parameters().forEach((name, values) -> query.put(name, values.get(0)));
        return query;
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (stream != null) {
            stream.pump();
        }
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (stream != null) {
            stream.closed();
        }
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        log.debug("connection failed remote={}", context.channel().remoteAddress(), cause);
        server.ownFaults().report("stand-in at " + context.channel().localAddress(), cause);
        context.close();
    }

    private final class ChannelReply implements Router.Reply {
        private final ChannelHandlerContext context;
        private final boolean keepAlive;
        private boolean varied = true;

        ChannelReply(ChannelHandlerContext context, boolean keepAlive) {
            this.context = context;
            this.keepAlive = keepAlive;
        }

        @Override
        public void answer(HttpAnswer answer) {
            server.unlessFrozen(() -> write(answer));
        }

        private void write(HttpAnswer answer) {
            var response = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1,
                    HttpResponseStatus.valueOf(answer.status()),
                    Unpooled.wrappedBuffer(answer.body().array()));
            if (answer.contentType() != null) {
                response.headers().set(HttpHeaderNames.CONTENT_TYPE, answer.contentType());
            }
            common(response);
            HttpUtil.setContentLength(response, answer.body().length());
            HttpUtil.setKeepAlive(response, keepAlive);
            var written = context.writeAndFlush(response);
            if (keepAlive) {
                context.channel().config().setAutoRead(true);
            } else {
                written.addListener(ChannelFutureListener.CLOSE);
            }
        }

        @Override
        public EventFeed stream() {
            var response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
            response.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/event-stream");
            response.headers().set(HttpHeaderNames.CACHE_CONTROL, "no-cache");
            common(response);
            HttpUtil.setTransferEncodingChunked(response, true);
            context.writeAndFlush(response);
            // keep reading: otherwise a disconnect of the client goes unnoticed
            context.channel().config().setAutoRead(true);
            var opened = new EventFeed(context.channel(), server.streams());
            stream = opened;
            return opened;
        }

        private void common(HttpResponse response) {
            if (varied) {
                response.headers().set(HttpHeaderNames.VARY, VARY);
            }
            response.headers().set(HttpHeaderNames.DATE, server.date());
        }
    }
}
