package dev.x0xtest.testkit.serve;

import dev.x0xtest.serve.api.ApiServer;
import dev.x0xtest.serve.api.ApiSettings;
import dev.x0xtest.serve.api.http.Limits;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The real API and its page on a free port of loopback, over a fleet in memory: its past is {@link MemoryHistory}, its daemon
 * {@link MemoryDaemon}. It runs by the wall clock.
 */
public final class ServedFleet implements AutoCloseable {
    private final MemoryHistory history;
    private final MemoryDaemon daemon;
    private final @Nullable Path tokens;
    private final boolean operator;
    private ApiServer server;

    private ServedFleet(List<String> nodes, @Nullable Path tokens, boolean operator) {
        this.tokens = tokens;
        this.operator = operator;
        history = new MemoryHistory(nodes, InstantSource.system());
        daemon = new MemoryDaemon(history, InstantSource.system());
        server = served(0);
    }

    /** Everybody on this machine may give orders. */
    public static ServedFleet of(List<String> nodes) {
        return new ServedFleet(nodes, null, true);
    }

    /** Everybody on this machine may read, nobody may give orders. */
    public static ServedFleet forReaders(List<String> nodes) {
        return new ServedFleet(nodes, null, false);
    }

    /** Everybody needs a token of this file. */
    public static ServedFleet withTokens(List<String> nodes, Path tokens) {
        return new ServedFleet(nodes, tokens, false);
    }

    /** The labels n1, n2 and so on. */
    public static List<String> labels(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(number -> "n" + number).toList();
    }

    private ApiServer served(int port) {
        return ApiServer.start(
                new ApiSettings(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                        null,
                        null,
                        tokens,
                        operator,
                        Set.of(),
                        Limits.USUAL),
                history,
                daemon,
                InstantSource.system());
    }

    /** What it remembers; a test changes it. */
    public MemoryHistory history() {
        return history;
    }

    /** What is going on; a test makes runs and events with it. */
    public MemoryDaemon daemon() {
        return daemon;
    }

    /** Such as {@code http://127.0.0.1:40123}. */
    public String url() {
        return server.url();
    }

    /** The daemon is gone: connections break, new ones are refused. */
    public void stop() {
        server.close();
    }

    /** Another daemon over the same history at the same address, which knows none of the events before. */
    public void again() {
        server = served(URI.create(server.url()).getPort());
    }

    @Override
    public void close() {
        server.close();
    }
}
