package dev.x0xtest.local.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.coordinator.causes.Judged;
import dev.x0xtest.coordinator.matrix.Measurement;
import dev.x0xtest.coordinator.matrix.ProgressListener;
import dev.x0xtest.coordinator.matrix.RosterSelection;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.coordinator.run.terms.RunEffect;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import dev.x0xtest.coordinator.tunnel.AnchorRoute;
import dev.x0xtest.daemon.TokenSource;
import dev.x0xtest.local.mesh.LocalMesh;
import dev.x0xtest.local.mesh.Meshes;
import dev.x0xtest.local.mesh.daemons.Daemons;
import dev.x0xtest.wire.Plane;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests runs of a program in the same process: it gets the report, sees how far they are, and ends them. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class EmbeddedRunTest {
    @TempDir
    private Path directory = Path.of("");

    /** Notes what it is told; ends the run at once if asked to. */
    private static final class Program implements Measurement.Owner {
        private final List<String> told = new CopyOnWriteArrayList<>();
        private final boolean stops;

        Program(boolean stops) {
            this.stops = stops;
        }

        @Override
        public ProgressListener progress(RunConfig run) {
            told.add("begins with " + run.pairs());
            return new ProgressListener() {
                @Override
                public void progressed(RunEffect.Progressed now) {
                    if (now.decided() == now.declared()) {
                        told.add("decided " + now.decided());
                    }
                }

                @Override
                public void noted(String text) {}

                @Override
                public void ended(Judged judged) {
                    told.add("ended with " + judged.report().exitCode());
                }

                @Override
                public void close() {
                    told.add("closed");
                }
            };
        }

        @Override
        public Runnable stoppable(Consumer<RunEvent.Stopped> stop, ScheduledExecutorService timer) {
            if (stops) {
                stop.accept(new RunEvent.Stopped(Report.TERMINATED));
            }
            return () -> told.add("cannot be stopped any more");
        }
    }

    private Measurement.Measured measured(LocalMesh mesh, RosterSelection selection, String name, Program program)
            throws InterruptedException {
        Daemons.Node anchor = mesh.anchor();
        RunConfig.Limits limits = RunConfig.Limits.usual(Plane.RAW, 1, Duration.ofMinutes(1));
        return new Measurement(Measurement.Config.silent(
                        Plane.RAW, limits, directory.resolve(name), Map.of("--schedule", name)))
                .measure(
                        selection,
                        new Measurement.Anchor(
                                AnchorRoute.direct(anchor.address()), () -> TokenSource.file(anchor.tokenFile())),
                        Measurement.TestBed.NONE,
                        program);
    }

    @Test
    void theReportComesBackAndTheRunIsKept() throws Exception {
        try (LocalMesh mesh = Meshes.ofStandIns(3)) {
            Program program = new Program(false);
            Measurement.Measured full = measured(mesh, mesh.roster(), "full", program);
            assertThat(full.report().exitCode()).isEqualTo(ExitCode.PASS);
            assertThat(full.directory()).isEqualTo(directory.resolve("full"));
            assertThat(directory.resolve("full/report.json")).exists();
            assertThat(full.report().origin()).isNotNull();
            assertThat(program.told)
                    .containsExactly(
                            "begins with 6", "decided 6", "cannot be stopped any more", "ended with PASS", "closed");
            Measurement.Measured sparse = measured(
                    mesh,
                    mesh.roster().sparse(List.of(List.of(1), List.of(), List.of())),
                    "sparse",
                    new Program(false));
            assertThat(sparse.report().totals().proven()).isEqualTo(1);
            assertThat(sparse.report().scope().isSparse()).isTrue();
        }
    }

    @Test
    void theProgramEndsARun() throws Exception {
        try (LocalMesh mesh = Meshes.ofStandIns(2)) {
            Program program = new Program(true);
            Measurement.Measured measured = measured(mesh, mesh.roster(), "stopped", program);
            assertThat(measured.report().exitCode()).isEqualTo(ExitCode.TERMINATED);
            assertThat(program.told).last().isEqualTo("closed");
        }
    }

    @Test
    void withoutATokenThereIsAReportAsWell() throws Exception {
        try (LocalMesh mesh = Meshes.ofStandIns(2)) {
            Daemons.Node anchor = mesh.anchor();
            RunConfig.Limits limits = RunConfig.Limits.usual(Plane.RAW, 1, Duration.ofMinutes(1));
            Measurement.Measured measured = new Measurement(
                            Measurement.Config.silent(Plane.RAW, limits, directory.resolve("tokenless"), Map.of()))
                    .measure(
                            mesh.roster(),
                            new Measurement.Anchor(
                                    AnchorRoute.direct(anchor.address()),
                                    () -> TokenSource.file(directory.resolve("no-such-file"))),
                            Measurement.TestBed.NONE,
                            new Program(false));
            assertThat(measured.report().exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
        }
    }
}
