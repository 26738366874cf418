package dev.x0xtest.serve.api.http;

import dev.x0xtest.daemon.Causes;
import dev.x0xtest.daemon.Deadline;
import dev.x0xtest.serve.api.message.Answer;
import dev.x0xtest.serve.api.message.Endpoint;
import dev.x0xtest.serve.api.message.Problem;
import dev.x0xtest.serve.api.message.Request;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The requests of one connection and their answers, one at a time. Confined to the event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write closes the connection
final class Exchange {
    private static final Logger log = LoggerFactory.getLogger(Exchange.class);

    private static final Duration LINGER = Duration.ofSeconds(1);

    private final Dispatcher dispatcher;
    private final Limits limits;
    private @Nullable Deadline deadline;
    private Endpoint.@Nullable Stream stream;
    /** Counts requests, so that an answer that comes too late is told apart. */
    private long number;

    private boolean begun;
    private boolean closed;

    Exchange(Dispatcher dispatcher, Limits limits) {
        this.dispatcher = dispatcher;
        this.limits = limits;
    }

    boolean streaming() {
        return stream != null;
    }

    /** Waits for the next request. */
    void awaits(ChannelHandlerContext context) {
        begun = false;
        within(context, limits.requestTime(), () -> late(context));
    }

    private void within(ChannelHandlerContext context, Duration time, Runnable task) {
        Deadline timer = deadline;
        if (timer == null) {
            timer = new Deadline(context.channel().eventLoop());
            deadline = timer;
        }
        timer.set(time, task);
    }

    private void late(ChannelHandlerContext context) {
        if (!begun) {
            // Nobody waits for an answer.
            context.close();
            return;
        }
        send(
                context,
                new Head(HttpMethod.GET, false, number, false),
                Encoder.encode(
                        new Problem(408, "the request did not come in time").answer(),
                        EmptyHttpHeaders.INSTANCE,
                        false));
    }

    /** The head of a request is there, and its body is not yet. */
    void begun() {
        begun = true;
    }

    /** Tells a client that waits for it to send the body. */
    void goOn(ChannelHandlerContext context) {
        context.writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
    }

    /** What of a request its answer depends on. */
    private record Head(HttpMethod method, boolean keepAlive, long number, boolean complete) {
        boolean reads() {
            return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
        }
    }

    /** Answers a complete request. */
    void answer(ChannelHandlerContext context, HttpRequest request, byte[] body) {
        number++;
        context.channel().config().setAutoRead(false);
        Head head = new Head(request.method(), HttpUtil.isKeepAlive(request), number, true);
        within(
                context,
                limits.answerTime(),
                () -> problem(context, request, head, Problem.later(5, "the answer took too long")));
        try {
            dispatcher.dispatch(request, body, new Reply(context, request, head));
        } catch (Problem problem) {
            problem(context, request, head, problem);
        } catch (RuntimeException e) {
            defect(context, request, head, e);
        }
    }

    /** Answers what is no request, and closes the connection: where the next one begins is not known. */
    void refuse(ChannelHandlerContext context, HttpRequest request, Problem problem) {
        number++;
        problem(context, request, new Head(HttpMethod.POST, false, number, false), problem);
    }

    private void problem(ChannelHandlerContext context, HttpRequest request, Head head, Problem problem) {
        send(context, head, Encoder.encode(problem.answer(), request.headers(), head.reads()));
    }

    /** A client is told nothing of what is inside. */
    private void defect(ChannelHandlerContext context, HttpRequest request, Head head, Throwable cause) {
        log.error("defect while answering {}", request.method(), cause);
        problem(context, request, head, new Problem(500, "a defect of x0xtest; its log has more"));
    }

    private void send(ChannelHandlerContext context, Head head, Encoder.Encoded encoded) {
        if (closed || head.number() != number) {
            return;
        }
        // The next answer to the same request comes too late.
        number++;
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(encoded.status),
                head.method().equals(HttpMethod.HEAD) ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(encoded.body));
        response.headers().set(encoded.headers);
        if (encoded.status != HttpResponseStatus.NOT_MODIFIED.code()
                && encoded.status != HttpResponseStatus.NO_CONTENT.code()) {
            HttpUtil.setContentLength(response, encoded.body.length);
        }
        HttpUtil.setKeepAlive(response, head.keepAlive());
        Deadline timer = deadline;
        if (timer != null) {
            timer.cancel();
        }
        ChannelFuture written = context.writeAndFlush(response);
        written.addListener(done -> {
            if (!done.isSuccess() || (!head.keepAlive() && head.complete())) {
                context.close();
            } else if (!head.complete()) {
                linger(context);
            } else {
                awaits(context);
                context.channel().config().setAutoRead(true);
            }
        });
    }

    /**
     * Closes when the client has, or soon. To close while the rest of a request still comes in would reset the connection, and
     * the client might not see the answer.
     */
    private void linger(ChannelHandlerContext context) {
        if (context.channel() instanceof DuplexChannel channel
                && context.pipeline().get(SslHandler.class) == null) {
            channel.shutdownOutput();
            within(context, LINGER, context::close);
        } else {
            context.close();
        }
    }

    private void open(
            ChannelHandlerContext context, HttpRequest request, Head head, Endpoint.Streams endpoint, Request asked) {
        if (head.method().equals(HttpMethod.HEAD)) {
            throw new Problem(405, "an event stream has no HEAD").header("Allow", "GET, OPTIONS");
        }
        if (!request.protocolVersion().equals(HttpVersion.HTTP_1_1)) {
            throw new Problem(505, "an event stream needs HTTP/1.1");
        }
        Endpoint.Stream opened = endpoint.open(asked, context.channel());
        HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        response.headers()
                .set(Encoder.common())
                .set(HttpHeaderNames.CONTENT_TYPE, "text/event-stream")
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set("X-Accel-Buffering", "no");
        HttpUtil.setTransferEncodingChunked(response, true);
        Deadline timer = deadline;
        if (timer != null) {
            timer.cancel();
        }
        stream = opened;
        context.writeAndFlush(response);
        opened.pump();
        // So that a client that goes away is noticed.
        context.channel().config().setAutoRead(true);
    }

    void pump() {
        Endpoint.Stream open = stream;
        if (open != null) {
            open.pump();
        }
    }

    /** Nothing was written for a while. */
    void stalled(ChannelHandlerContext context) {
        ChannelOutboundBuffer waiting = context.channel().unsafe().outboundBuffer();
        if (waiting != null && waiting.totalPendingWriteBytes() > 0) {
            log.info(
                    "closed a connection that takes nothing remote={}",
                    context.channel().remoteAddress());
            context.close();
        }
    }

    void closed() {
        closed = true;
        Deadline timer = deadline;
        if (timer != null) {
            timer.cancel();
        }
        Endpoint.Stream open = stream;
        stream = null;
        if (open != null) {
            open.closed();
        }
    }

    void broken(ChannelHandlerContext context, Throwable cause) {
        log.debug("connection failed remote={}: {}", context.channel().remoteAddress(), Causes.text(cause));
        context.close();
    }

    /** Takes the answer to one request, on any thread. */
    final class Reply {
        private final ChannelHandlerContext context;
        private final HttpRequest request;
        private final Head head;

        private Reply(ChannelHandlerContext context, HttpRequest request, Head head) {
            this.context = context;
            this.request = request;
            this.head = head;
        }

        /** Gives the answer its last form on this thread, because a large one takes a while, and sends it. */
        void answer(Answer answer) {
            Encoder.Encoded encoded = Encoder.encode(answer, request.headers(), head.reads());
            onLoop(() -> send(context, head, encoded));
        }

        /** Answers with a problem, or with 500 if it is a defect. */
        void failed(Throwable failure) {
            Throwable cause = Causes.unwrapped(failure);
            onLoop(() -> {
                if (cause instanceof Problem problem) {
                    problem(context, request, head, problem);
                } else {
                    defect(context, request, head, cause);
                }
            });
        }

        /** On the event loop only. */
        void open(Endpoint.Streams endpoint, Request asked) {
            Exchange.this.open(context, request, head, endpoint, asked);
        }

        private void onLoop(Runnable task) {
            if (context.channel().eventLoop().inEventLoop()) {
                task.run();
            } else {
                context.channel().eventLoop().execute(task);
            }
        }
    }
}
