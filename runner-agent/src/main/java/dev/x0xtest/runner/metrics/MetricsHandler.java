package dev.x0xtest.runner.metrics;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufOutputStream;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the first request of a connection and closes it; a body is not read. Confined to the event loop. */
final class MetricsHandler extends SimpleChannelInboundHandler<HttpObject> {
    static final String PATH = "/metrics";
    private static final Logger log = LoggerFactory.getLogger(MetricsHandler.class);
    private static final String PLAIN = "text/plain; charset=utf-8";
    private static final int USUAL_BYTES = 8192;

    private final Supplier<MetricSnapshots> source;
    private boolean answered;

    MetricsHandler(Supplier<MetricSnapshots> source) {
        this.source = source;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
        if (answered || !(part instanceof HttpRequest request)) {
            return;
        }
        answered = true;
        boolean head = request.method().equals(HttpMethod.HEAD);
        FullHttpResponse answer = answer(request, head || request.method().equals(HttpMethod.GET));
        answer.headers()
                .set(HttpHeaderNames.CONTENT_LENGTH, answer.content().readableBytes())
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
                .set("X-Content-Type-Options", "nosniff");
        if (head) {
            answer.content().clear();
        }
        context.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
    }

    private FullHttpResponse answer(HttpRequest request, boolean reads) {
        if (request.decoderResult().isFailure()) {
            return words(HttpResponseStatus.BAD_REQUEST, "this is no HTTP request that is short enough");
        }
        String uri = request.uri();
        int query = uri.indexOf('?');
        if (!(query < 0 ? uri : uri.substring(0, query)).equals(PATH)) {
            return words(HttpResponseStatus.NOT_FOUND, "the metrics are at " + PATH);
        }
        if (!reads) {
            FullHttpResponse refused = words(HttpResponseStatus.METHOD_NOT_ALLOWED, "only GET and HEAD");
            refused.headers().set(HttpHeaderNames.ALLOW, "GET, HEAD");
            return refused;
        }
        return metrics(request.headers().get(HttpHeaderNames.ACCEPT, ""));
    }

    /** A defect here must not cost the runner anything. */
    private FullHttpResponse metrics(String accept) {
        OpenMetricsTextFormatWriter openMetrics = OpenMetricsTextFormatWriter.create();
        ExpositionFormatWriter format = openMetrics.accepts(accept) ? openMetrics : PrometheusTextFormatWriter.create();
        ByteBuf body = Unpooled.buffer(USUAL_BYTES);
        try (ByteBufOutputStream out = new ByteBufOutputStream(body)) {
            format.write(out, source.get());
        } catch (IOException | RuntimeException e) {
            log.error("defect while making metrics", e);
            body.release();
            return words(HttpResponseStatus.INTERNAL_SERVER_ERROR, "a defect of the runner; its log has more");
        }
        return with(HttpResponseStatus.OK, format.getContentType(), body);
    }

    private static FullHttpResponse words(HttpResponseStatus status, String line) {
        return with(status, PLAIN, Unpooled.copiedBuffer(line + "\n", StandardCharsets.UTF_8));
    }

    private static FullHttpResponse with(HttpResponseStatus status, String type, ByteBuf body) {
        FullHttpResponse answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
        answer.headers().set(HttpHeaderNames.CONTENT_TYPE, type);
        return answer;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        log.debug("a request for metrics failed", cause);
        context.close();
    }
}
