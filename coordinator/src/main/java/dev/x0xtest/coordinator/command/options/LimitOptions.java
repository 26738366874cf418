package dev.x0xtest.coordinator.command.options;

import dev.x0xtest.cli.UsageException;
import dev.x0xtest.cli.options.Ranges;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.wire.Plane;
import dev.x0xtest.wire.plan.HopKey;
import dev.x0xtest.wire.plan.PlanLimits;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How long and how hard a run tries; a picocli mixin. */
final class LimitOptions {
    /** What two cores carry of hosts that are all on one machine. */
    private static final int ONE_MACHINE = 2_000;

    private static final int MOST_RATE = 1_000;
    private static final int MOST_FLEET_RATE = 1_000_000;
    private static final int PER_RUNNER = 4;

    @Option(
            names = "--deadline",
            paramLabel = "DURATION",
            defaultValue = "2m",
            description = "The run ends by then, whatever is still missing (default: ${DEFAULT-VALUE}).")
    private Duration deadline = Duration.ZERO;

    @Option(
            names = "--discover-timeout",
            paramLabel = "DURATION",
            defaultValue = "30s",
            description = "How long discovery and readiness of a node may take (default: ${DEFAULT-VALUE}).")
    private Duration discover = Duration.ZERO;

    @Option(
            names = "--hop-deadline",
            paramLabel = "DURATION",
            description = "A hop seen later than this (plus 2 s) is LATE (default: 10s raw, 40s gossip and durable).")
    private @Nullable Duration hop;

    @Option(
            names = "--grace",
            paramLabel = "DURATION",
            description = "How long to wait for a missing hop (default: 2s raw, 30s gossip and durable).")
    private @Nullable Duration grace;

    @Option(
            names = "--attempts",
            paramLabel = "N",
            defaultValue = "3",
            description = "Attempts for a pair that stays unobserved, or whose sender does not know the receiver yet "
                    + "(default: ${DEFAULT-VALUE}).")
    private int attempts;

    @Option(
            names = "--refuted-attempts",
            paramLabel = "N",
            defaultValue = "1",
            description = "Attempts for a pair that was refuted (default: ${DEFAULT-VALUE}).")
    private int refutedAttempts;

    @Option(
            names = "--per-runner",
            paramLabel = "N",
            description =
                    "Hops or commands in flight at one runner (default: 4 commands; hops as the round trips demand, 4 to 64).")
    private @Nullable Integer perRunner;

    @Option(
            names = "--in-flight",
            paramLabel = "N",
            defaultValue = "64",
            description = "Commands in flight in total (default: ${DEFAULT-VALUE}).")
    private int inFlight;

    @Option(
            names = "--payload-bytes",
            paramLabel = "N",
            defaultValue = "64",
            description = "Random bytes in each hop, " + HopKey.BYTES + " to " + PlanLimits.PAYLOAD_BYTES
                    + " (default: ${DEFAULT-VALUE}).")
    private int payloadBytes;

    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "1",
            description = "Hops for each pair, interleaved; the worst one decides (default: ${DEFAULT-VALUE}).")
    private int samples;

    @Option(
            names = "--burst",
            description = "Every runner starts all its hops at once; pairs measured by one command each stay limited.")
    private boolean burst;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Hops per second that each host begins (default: " + RunConfig.Limits.RATE + ").")
    private @Nullable Integer rate;

    @Option(
            names = "--fleet-rate",
            paramLabel = "N",
            description =
                    "Hops per second that all hosts begin together, where one machine carries them (default: no bound; "
                            + "local: " + ONE_MACHINE + ").")
    private @Nullable Integer fleetRate;

    /**
     * The checked limits; throws one clear line for the first value out of range.
     *
     * @param oneMachine whether all hosts are on this machine
     */
    RunConfig.Limits limits(Plane plane, boolean oneMachine) {
        Duration hopDeadline = hop == null ? plane.hopDeadline() : hop;
        Duration graceOrDefault = grace == null ? plane.grace() : grace;
        upTo24h("--deadline", deadline);
        upTo24h("--discover-timeout", discover);
        upTo24h("--hop-deadline", hopDeadline);
        upTo24h("--grace", graceOrDefault);
        Ranges.between("--attempts", attempts, 1, 20);
        Ranges.between("--refuted-attempts", refutedAttempts, 1, 20);
        if (perRunner != null) {
            Ranges.between("--per-runner", perRunner, 1, 64);
        }
        if (fleetRate != null) {
            Ranges.between("--fleet-rate", fleetRate, 1, MOST_FLEET_RATE);
        }
        Ranges.between("--in-flight", inFlight, 1, 1024);
        Ranges.between("--payload-bytes", payloadBytes, HopKey.BYTES, PlanLimits.PAYLOAD_BYTES);
        Ranges.between("--samples", samples, 1, PlanLimits.SAMPLES);
        if (rate != null) {
            Ranges.between("--rate", rate, 1, MOST_RATE);
            if (burst) {
                throw new UsageException("--rate and --burst exclude each other: all hops of a burst begin at once");
            }
        }
        Integer together = fleetRate == null && oneMachine ? Integer.valueOf(ONE_MACHINE) : fleetRate;
        return new RunConfig.Limits(
                deadline,
                discover,
                hopDeadline,
                graceOrDefault,
                attempts,
                refutedAttempts,
                perRunner == null ? PER_RUNNER : perRunner,
                inFlight,
                payloadBytes,
                samples,
                burst,
                RunConfig.Limits.LEASE,
                rate == null ? Integer.valueOf(RunConfig.Limits.RATE) : rate,
                together,
                perRunner == null && together == null,
                true);
    }

    private static void upTo24h(String option, Duration value) {
        Ranges.positive(option, value, Duration.ofHours(24), "24h");
    }
}
