package dev.x0xtest.serve;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.cli.StrongRandom;
import dev.x0xtest.cli.UsageException;
import dev.x0xtest.cli.Versions;
import dev.x0xtest.serve.alert.Heartbeat;
import dev.x0xtest.serve.alert.sink.Sink;
import dev.x0xtest.serve.api.ApiServer;
import dev.x0xtest.serve.api.ApiSettings;
import dev.x0xtest.serve.api.Extension;
import dev.x0xtest.serve.history.spool.History;
import dev.x0xtest.serve.watch.Settings;
import dev.x0xtest.serve.watch.Watch;
import dev.x0xtest.serve.watch.WatchParts;
import io.netty.util.concurrent.Ticker;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The whole daemon while it runs: its history, its loop and its API. It measures nothing before {@link Watch#start}. Any thread but
 * its own.
 */
public final class RunningServe implements AutoCloseable {
    private final Watch watch;
    private final ApiServer server;

    private RunningServe(Watch watch, ApiServer server) {
        this.watch = watch;
        this.server = server;
    }

    /**
     * Who is told of alerts.
     *
     * @param heartbeat null: there is none
     */
    public record Told(List<Sink> sinks, @Nullable Heartbeat heartbeat) {
        /** Nobody. */
        public static final Told NOBODY = new Told(List.of(), null);

        public Told {
            sinks = List.copyOf(sinks);
        }
    }

    /**
     * Takes the history, and listens. Blocks until it does.
     *
     * @param told asked for once the history is taken
     * @throws UsageException if a file of the settings cannot be used
     * @throws EnvironmentException if the history or the address cannot be used: one line
     */
    public static RunningServe open(
            Settings settings, ApiSettings api, History.Config kept, Supplier<Told> told, Extension extension) {
        History history = History.open(kept);
        Watch watch = watching(history, settings, kept, told);
        try {
            return new RunningServe(watch, ApiServer.start(api, history.reader(), watch, kept.wall(), extension));
        } catch (RuntimeException e) {
            watch.close();
            throw e;
        }
    }

    /** Closes the history if that fails. */
    private static Watch watching(History history, Settings settings, History.Config kept, Supplier<Told> told) {
        try {
            Told people = told.get();
            return new Watch(
                    settings,
                    new WatchParts(
                            history,
                            people.sinks(),
                            people.heartbeat(),
                            kept.wall(),
                            Ticker.systemTicker()::nanoTime,
                            StrongRandom.system(),
                            Versions.withCommit()));
        } catch (RuntimeException e) {
            history.close();
            throw e;
        }
    }

    public Watch watch() {
        return watch;
    }

    public ApiServer server() {
        return server;
    }

    /** Where it listens, with the port that was free: {@code http://127.0.0.1:8460}. */
    public String url() {
        return server.url();
    }

    /** Ends the run under way in order, keeps what it knows, and stops every thread; half a minute at most. */
    @Override
    public void close() {
        server.close();
        watch.close();
    }
}
