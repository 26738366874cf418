package dev.x0xtest.runner.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.x0xtest.cli.EnvironmentException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The endpoint: its two formats over a real socket, and its bounds in virtual time. */
class MetricsEndpointTest {
    private static final String OPEN_METRICS =
            "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*;q=0.1";

    private static MetricSnapshots two() {
        return MetricSnapshots.of(GaugeSnapshot.builder()
                .name("answer")
                .help("The answer.")
                .dataPoint(
                        GaugeSnapshot.GaugeDataPointSnapshot.builder().value(2).build())
                .build());
    }

    private static EmbeddedChannel connection(MetricsEndpoint.Connections connections, Ticker ticker) {
        return EmbeddedChannel.builder().ticker(ticker).handlers(connections).build();
    }

    /** What comes back for these bytes, and whether the connection is closed then. */
    private static String answer(Supplier<MetricSnapshots> source, String request) {
        EmbeddedChannel channel = connection(new MetricsEndpoint.Connections(source), Ticker.newMockTicker());
        channel.writeInbound(Unpooled.copiedBuffer(request, StandardCharsets.US_ASCII));
        StringBuilder text = new StringBuilder();
        for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
            text.append(part.toString(StandardCharsets.UTF_8));
            part.release();
        }
        boolean closed = !channel.isOpen();
        channel.finishAndReleaseAll();
        return text + (closed ? "<closed>" : "<open>");
    }

    @Test
    void aSocketServesBothFormatsAndThePortIsTold() throws IOException, InterruptedException {
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try {
            MetricsEndpoint endpoint = MetricsEndpoint.open(
                    group.next(), new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), MetricsEndpointTest::two);
            URI at = URI.create("http://127.0.0.1:" + endpoint.address().getPort() + "/metrics");
            HttpClient client = HttpClient.newHttpClient();
            HttpResponse<String> text =
                    client.send(HttpRequest.newBuilder(at).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(text.statusCode()).isEqualTo(200);
            assertThat(text.headers().firstValue("content-type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
            assertThat(text.body()).isEqualTo("# HELP answer The answer.\n# TYPE answer gauge\nanswer 2.0\n");
            HttpResponse<String> open = client.send(
                    HttpRequest.newBuilder(at).header("Accept", OPEN_METRICS).build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(open.headers().firstValue("content-type"))
                    .hasValue("application/openmetrics-text; version=1.0.0; charset=utf-8");
            assertThat(open.body()).endsWith("answer 2.0\n# EOF\n");
            assertThatThrownBy(() -> MetricsEndpoint.open(group.next(), endpoint.address(), MetricsEndpointTest::two))
                    .isInstanceOf(EnvironmentException.class)
                    .hasMessageStartingWith("cannot listen for metrics at 127.0.0.1:")
                    .hasMessageContaining("in use");
        } finally {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET /metrics HTTP/1.1, HTTP/1.1 200 OK",
        "GET /metrics?collect=all HTTP/1.1, HTTP/1.1 200 OK",
        "HEAD /metrics HTTP/1.1, HTTP/1.1 200 OK",
        "GET / HTTP/1.1, HTTP/1.1 404 Not Found",
        "GET /metrics/../x HTTP/1.1, HTTP/1.1 404 Not Found",
        "POST /metrics HTTP/1.1, HTTP/1.1 405 Method Not Allowed",
        "nonsense, HTTP/1.1 400 Bad Request",
    })
    void everyRequestIsAnsweredAndTheConnectionClosed(String line, String status) {
        assertThat(answer(MetricsEndpointTest::two, line + "\r\nHost: x\r\n\r\n"))
                .startsWith(status + "\r\n")
                .containsIgnoringCase("connection: close")
                .endsWith("<closed>");
    }

    @Test
    void headHasTheLengthAndNoBody() {
        assertThat(answer(MetricsEndpointTest::two, "HEAD /metrics HTTP/1.1\r\nHost: x\r\n\r\n"))
                .containsIgnoringCase("content-length: 57")
                .endsWith("\r\n\r\n<closed>");
    }

    @Test
    void whatIsTooLongIsRefused() {
        String line = "GET /metrics?" + "x".repeat(MetricsEndpoint.MOST_LINE_BYTES) + " HTTP/1.1\r\n\r\n";
        assertThat(answer(MetricsEndpointTest::two, line))
                .startsWith("HTTP/1.1 400")
                .endsWith("<closed>");
        String header = "GET /metrics HTTP/1.1\r\nX: " + "x".repeat(MetricsEndpoint.MOST_HEADER_BYTES) + "\r\n\r\n";
        assertThat(answer(MetricsEndpointTest::two, header))
                .startsWith("HTTP/1.1 400")
                .endsWith("<closed>");
    }

    @Test
    void aBodyIsNotReadAndASecondRequestNotAnswered() {
        String request = "GET /metrics HTTP/1.1\r\nContent-Length: 999999999\r\n\r\nabc";
        assertThat(answer(MetricsEndpointTest::two, request))
                .startsWith("HTTP/1.1 200")
                .endsWith("<closed>");
        String twice = "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n".repeat(2);
        assertThat(answer(MetricsEndpointTest::two, twice)).containsOnlyOnce("HTTP/1.1");
    }

    @Test
    void aDefectIsAnAnswerToo() {
        assertThat(answer(
                        () -> {
                            throw new IllegalStateException("secret");
                        },
                        "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 500")
                .doesNotContain("secret")
                .endsWith("<closed>");
    }

    @Test
    void aSlowRequestIsCutOff() {
        MockTicker ticker = Ticker.newMockTicker();
        EmbeddedChannel channel = connection(new MetricsEndpoint.Connections(MetricsEndpointTest::two), ticker);
        channel.writeInbound(Unpooled.copiedBuffer("GET /metr", StandardCharsets.US_ASCII));
        ticker.advance(MetricsEndpoint.MOST_TIME.toMillis() - 1, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        assertThat(channel.isOpen()).isTrue();
        ticker.advance(1, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        assertThat(channel.isOpen()).isFalse();
        channel.finishAndReleaseAll();
    }

    @Test
    void thereAreOnlySoManyConnections() {
        MetricsEndpoint.Connections connections = new MetricsEndpoint.Connections(MetricsEndpointTest::two);
        List<EmbeddedChannel> open = new ArrayList<>();
        for (int one = 0; one < MetricsEndpoint.MOST_CONNECTIONS; one++) {
            open.add(connection(connections, Ticker.newMockTicker()));
        }
        assertThat(open).allMatch(EmbeddedChannel::isOpen);
        assertThat(connection(connections, Ticker.newMockTicker()).isOpen()).isFalse();
        open.get(0).close();
        open.get(0).runPendingTasks();
        EmbeddedChannel next = connection(connections, Ticker.newMockTicker());
        assertThat(next.isOpen()).isTrue();
        next.finishAndReleaseAll();
        open.forEach(EmbeddedChannel::finishAndReleaseAll);
    }
}
