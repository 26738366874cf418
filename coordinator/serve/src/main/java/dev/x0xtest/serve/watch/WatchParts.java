package dev.x0xtest.serve.watch;

import dev.x0xtest.serve.alert.Heartbeat;
import dev.x0xtest.serve.alert.sink.Sink;
import dev.x0xtest.serve.history.spool.History;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Watch} works with.
 *
 * @param history closed with the watch
 * @param heartbeat null: there is none; closed with the watch
 * @param nanos monotonic time
 * @param version of the daemon
 */
public record WatchParts(
        History history,
        List<Sink> sinks,
        @Nullable Heartbeat heartbeat,
        InstantSource wall,
        LongSupplier nanos,
        RandomGenerator random,
        String version) {}
