package dev.x0xtest.serve.api;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.cli.UsageException;
import dev.x0xtest.serve.api.http.HttpServer;
import dev.x0xtest.serve.api.live.Controls;
import dev.x0xtest.serve.api.live.LiveEvent;
import dev.x0xtest.serve.api.message.Routes;
import dev.x0xtest.serve.api.route.ApiRoutes;
import dev.x0xtest.serve.api.route.Sources;
import dev.x0xtest.serve.api.stream.EventStreams;
import dev.x0xtest.serve.api.view.EventJson;
import dev.x0xtest.serve.history.HistoryReader;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The API while it is served. Methods may be called from any thread but those of the API; they block. */
public final class ApiServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ApiServer.class);
    /** Events that wait for the event loop; a loop that does not get on loses the rest, which clients learn. */
    private static final int MOST_WAITING = 10_000;

    private final ApiSettings settings;
    private final InstantSource clock;
    private final EventLoop loop;
    private final EventStreams streams;
    private final AtomicInteger waiting = new AtomicInteger();
    private final HttpServer server;
    private final Runnable unsubscribe;
    private volatile Secrets secrets;

    private ApiServer(
            ApiSettings settings,
            Secrets read,
            HistoryReader history,
            Controls controls,
            InstantSource clock,
            Extension extension) {
        this.settings = settings;
        this.secrets = read;
        this.clock = clock;
        EventLoopGroup group = HttpServer.loop();
        this.loop = group.next();
        this.streams = new EventStreams(loop, settings.limits(), Long.toString(clock.millis(), Character.MAX_RADIX));
        Routes routes = ApiRoutes.of(new Sources(history, controls, clock), streams);
        extension.addTo(routes, controls);
        this.server = HttpServer.open(
                group, settings.listen(), routes, () -> secrets.gate(), () -> secrets.tls(), settings.limits());
        loop.execute(streams::begin);
        this.unsubscribe = controls.subscribe(this::happened);
    }

    /**
     * Listens, and blocks until it does.
     *
     * @param history asked on threads of the API; it may block
     * @param clock the wall clock
     * @throws UsageException if a file of the settings cannot be used
     * @throws EnvironmentException if the address cannot be used
     */
    public static ApiServer start(ApiSettings settings, HistoryReader history, Controls controls, InstantSource clock) {
        return start(settings, history, controls, clock, Extension.NONE);
    }

    /** The same with further routes. */
    public static ApiServer start(
            ApiSettings settings, HistoryReader history, Controls controls, InstantSource clock, Extension extension) {
        return new ApiServer(settings, Secrets.read(settings), history, controls, clock, extension);
    }

    /** Where it listens, with the port that was free: {@code http://127.0.0.1:8460}. */
    public String url() {
        // As it was asked for: the socket of every IPv4 address calls itself one of IPv6.
        InetSocketAddress at = new InetSocketAddress(
                settings.listen().getAddress(), server.address().getPort());
        return (secrets.tls() == null ? "http://" : "https://") + HttpServer.text(at);
    }

    /**
     * Reads tokens and certificate again: new requests and new connections use them. After a failure those from before hold.
     *
     * @throws UsageException if a file cannot be used
     */
    public void reload() {
        secrets = Secrets.read(settings);
    }

    private void happened(LiveEvent event) {
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            log.warn("an event is lost: {} wait already", MOST_WAITING);
            return;
        }
        try {
            loop.execute(() -> {
                waiting.decrementAndGet();
                tell(event);
            });
        } catch (RejectedExecutionException e) {
            log.debug("an event came after the end", e);
        }
    }

    private void tell(LiveEvent event) {
        if (event instanceof LiveEvent.CellJudged cell && !streams.admitsCell(cell.run())) {
            return;
        }
        EventJson.of(event, clock.millis())
                .forEach(one -> streams.publish(one.name(), one.data().toString()));
    }

    /** Ends every connection and every thread. */
    @Override
    public void close() {
        unsubscribe.run();
        loop.submit(streams::end).awaitUninterruptibly();
        server.close();
    }
}
