package dev.x0xtest.coordinator.run.drive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.coordinator.run.RunState;
import dev.x0xtest.coordinator.run.journal.Journal;
import dev.x0xtest.coordinator.run.plans.fleet.ColumnKeys;
import dev.x0xtest.coordinator.run.simulated.MemoryJournal;
import dev.x0xtest.coordinator.run.simulated.SimulatedFleet;
import dev.x0xtest.coordinator.run.terms.RunEffect;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import dev.x0xtest.coordinator.run.terms.RunSecret;
import dev.x0xtest.daemon.DaemonAddress;
import dev.x0xtest.daemon.TokenSource;
import dev.x0xtest.daemon.rest.RestDaemon;
import dev.x0xtest.daemon.rest.RestOptions;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RunDriverTest {
    @Test
    void anErrorOfOursEndsTheRunAtOnce() {
        SimulatedFleet fleet = new SimulatedFleet(2);
        EmbeddedChannel channel = new EmbeddedChannel();
        Journal broken = new MemoryJournal() {
            @Override
            public void append(RunEvent event, long nowNanos) {
                throw new AssertionError("a bug");
            }
        };
        try (RestDaemon daemon = RestDaemon.open(
                DaemonAddress.parse("http://127.0.0.1:1"),
                TokenSource.literal("t"),
                channel.eventLoop(),
                RestOptions.defaults())) {
            RunDriver driver = new RunDriver(
                    new RunState(
                            fleet.config,
                            new SecretPayloads(RunSecret.drawn(new SplittableRandom(1)), broken::payload),
                            ColumnKeys.none()),
                    channel.eventLoop(),
                    daemon,
                    () -> 0L,
                    broken,
                    new RunDriver.Listener() {
                        @Override
                        public void progressed(RunEffect.Progressed progress) {}

                        @Override
                        public void noted(String text) {}
                    },
                    null,
                    0);
            driver.post(new RunEvent.Timer());
            channel.runPendingTasks();
            assertThat(driver.finished())
                    .isCompletedWithValueMatching(report -> report.exitCode() == ExitCode.INTERNAL);
        }
    }
}
