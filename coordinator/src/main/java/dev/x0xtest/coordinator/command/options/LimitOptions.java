package dev.x0xtest.coordinator.command.options;

import dev.x0xtest.cli.UsageException;
import dev.x0xtest.cli.options.Names;
import dev.x0xtest.cli.options.Ranges;
import dev.x0xtest.coordinator.grade.Strength;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.wire.Plane;
import dev.x0xtest.wire.WireLimits;
import dev.x0xtest.wire.plan.HopKey;
import dev.x0xtest.wire.plan.PlanLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How long and how hard a run tries; a picocli mixin. */
final class LimitOptions {
    /** What two cores carry of hosts that are all on one machine. */
    private static final int ONE_MACHINE = 2_000;

    private static final int MOST_RATE = 1_000;
    private static final int MOST_FLEET_RATE = 1_000_000;
    private static final int PER_RUNNER = 4;
    /** It needs 998 samples; {@link PlanLimits#SAMPLES} are possible. */
    private static final double LEAST_LOSS = 0.003;

    private static final double MOST_LOSS = 0.5;

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
            description = "Random bytes in each hop, " + HopKey.BYTES + " to " + PlanLimits.PAYLOAD_BYTES + "; above "
                    + WireLimits.PAIR_PAYLOAD_BYTES + " no pair is tried again (default: "
                    + RunConfig.Limits.PAYLOAD_BYTES + ").")
    private @Nullable Integer payloadBytes;

    @Option(
            names = "--payload-sizes",
            split = ",",
            arity = "1..*",
            paramLabel = "N",
            description = "Hops of each of these sizes for each pair, smallest first, at most " + PlanLimits.SIZES
                    + ": finds the size above which messages do not get through, such as 64,700,1000,4096.")
    private List<String> payloadSizes = new ArrayList<>();

    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "1",
            description = "Hops for each pair, of each size if there are several, interleaved; the worst one decides "
                    + "(default: ${DEFAULT-VALUE}).")
    private int samples;

    @Option(
            names = "--strength",
            paramLabel = "PERCENT",
            description =
                    "As many --samples as show, if all are proven, that a pair loses at most this, 95 %% sure: 299 for"
                            + " 1%%. Prints first what that costs.")
    private @Nullable String strength;

    @Option(
            names = "--max-messages",
            paramLabel = "N",
            description = "Refuse a --strength that needs more hops in all (default: " + Strength.MOST_MESSAGES + ").")
    private @Nullable Integer maxMessages;

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
        List<Integer> sizes = sizes();
        int hops = samples() * sizes.size();
        if (hops > PlanLimits.SAMPLES) {
            String given = strength == null
                    ? "--samples " + samples
                    : "--strength " + strength + ": " + samples() + " samples";
            throw new UsageException(given + " of " + sizes.size() + " --payload-sizes are " + hops
                    + " hops for each pair; " + PlanLimits.SAMPLES + " are possible");
        }
        // A runner's send_dm carries less, and only plans need none.
        boolean once = sizes.get(sizes.size() - 1) > WireLimits.PAIR_PAYLOAD_BYTES;
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
                once ? 1 : attempts,
                once ? 1 : refutedAttempts,
                perRunner == null ? PER_RUNNER : perRunner,
                inFlight,
                sizes.get(sizes.size() - 1),
                hops,
                burst,
                RunConfig.Limits.LEASE,
                rate == null ? Integer.valueOf(RunConfig.Limits.RATE) : rate,
                together,
                perRunner == null && together == null,
                true,
                sizes);
    }

    /** How strong the run is to be; null: nobody asked. Throws one clear line if it is out of range. */
    @Nullable
    Strength strength() {
        if (strength == null) {
            if (maxMessages != null) {
                throw new UsageException("--max-messages needs --strength");
            }
            return null;
        }
        double loss = Shares.of("--strength", strength, LEAST_LOSS, MOST_LOSS);
        int most = maxMessages == null ? Strength.MOST_MESSAGES : Ranges.atLeast("--max-messages", maxMessages, 1);
        return new Strength(loss, most);
    }

    /** Of each size. */
    private int samples() {
        if (strength == null) {
            return Ranges.between("--samples", samples, 1, PlanLimits.SAMPLES);
        }
        if (samples != 1) {
            throw new UsageException("--samples and --strength exclude each other: a strength gives the samples");
        }
        return Strength.samples(Shares.of("--strength", strength, LEAST_LOSS, MOST_LOSS));
    }

    /** Ascending. */
    private List<Integer> sizes() {
        if (payloadSizes.isEmpty()) {
            int bytes = payloadBytes == null ? RunConfig.Limits.PAYLOAD_BYTES : payloadBytes;
            return List.of(size("--payload-bytes", bytes));
        }
        if (payloadBytes != null) {
            throw new UsageException(
                    "--payload-bytes and --payload-sizes exclude each other: give the size as one of the" + " sizes");
        }
        List<Integer> sizes = Names.words(payloadSizes).stream()
                .map(LimitOptions::size)
                .sorted()
                .toList();
        Ranges.between("the number of --payload-sizes", sizes.size(), 1, PlanLimits.SIZES);
        for (int i = 1; i < sizes.size(); i++) {
            if (sizes.get(i).equals(sizes.get(i - 1))) {
                throw new UsageException("--payload-sizes has " + sizes.get(i) + " twice");
            }
        }
        return sizes;
    }

    private static Integer size(String text) {
        try {
            return size("--payload-sizes", Integer.parseInt(text));
        } catch (NumberFormatException e) {
            throw new UsageException("--payload-sizes takes numbers of bytes such as 64,700, not " + Names.quote(text));
        }
    }

    private static int size(String option, int bytes) {
        if (bytes > PlanLimits.PAYLOAD_BYTES) {
            throw new UsageException(
                    option + " " + bytes + " is more than a direct message carries: x0xd takes 49152 bytes,"
                            + " of which a hop leaves " + PlanLimits.PAYLOAD_BYTES);
        }
        return Ranges.between(option, bytes, HopKey.BYTES, PlanLimits.PAYLOAD_BYTES);
    }

    private static void upTo24h(String option, Duration value) {
        Ranges.positive(option, value, Duration.ofHours(24), "24h");
    }
}
