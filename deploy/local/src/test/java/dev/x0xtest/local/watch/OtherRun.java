package dev.x0xtest.local.watch;

import dev.x0xtest.coordinator.matrix.Measurement;
import dev.x0xtest.coordinator.matrix.ProgressListener;
import dev.x0xtest.coordinator.matrix.RosterSelection;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.coordinator.run.terms.RunEffect;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import dev.x0xtest.coordinator.tunnel.AnchorRoute;
import dev.x0xtest.daemon.TokenSource;
import dev.x0xtest.local.mesh.daemons.Daemons;
import dev.x0xtest.wire.Plane;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A long run of another coordinator, on a thread of its own; closing it ends it. */
final class OtherRun implements Measurement.Owner, AutoCloseable {
    private static final int SAMPLES = 400;
    private static final int RATE = 10;
    private static final long PATIENCE_SECONDS = 30;

    private final CompletableFuture<Consumer<RunEvent.Stopped>> stop = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();

    private OtherRun() {}

    static OtherRun start(Daemons.Node anchor, RosterSelection selection, Path directory) {
        OtherRun run = new OtherRun();
        RunConfig.Limits limits = RunConfig.Limits.usual(Plane.RAW, SAMPLES, Duration.ofMinutes(2))
                .sending(RunConfig.Limits.PAYLOAD_BYTES, /* atOnce= */ false, RATE, null);
        Measurement measurement = new Measurement(Measurement.Config.silent(Plane.RAW, limits, directory, Map.of()));
        Thread thread = new Thread(
                () -> {
                    try {
                        measurement.measure(
                                selection,
                                new Measurement.Anchor(
                                        AnchorRoute.direct(anchor.address()),
                                        () -> TokenSource.file(anchor.tokenFile())),
                                Measurement.TestBed.NONE,
                                run);
                        run.ended.complete(null);
                    } catch (InterruptedException | RuntimeException e) {
                        run.ended.completeExceptionally(e);
                    }
                },
                "other-run");
        thread.start();
        return run;
    }

    boolean isGoingOn() {
        return !ended.isDone();
    }

    @Override
    public ProgressListener progress(RunConfig run) {
        return new ProgressListener() {
            @Override
            public void progressed(RunEffect.Progressed progress) {}

            @Override
            public void noted(String text) {}

            @Override
            public void close() {}
        };
    }

    @Override
    public Runnable stoppable(Consumer<RunEvent.Stopped> ending, ScheduledExecutorService timer) {
        stop.complete(ending);
        return () -> {};
    }

    @Override
    public void close() {
        stop.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join().accept(new RunEvent.Stopped(Report.TERMINATED));
        ended.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }
}
