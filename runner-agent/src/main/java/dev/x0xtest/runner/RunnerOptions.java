package dev.x0xtest.runner;

import dev.x0xtest.cli.UsageException;
import dev.x0xtest.cli.options.AckMillis;
import dev.x0xtest.cli.options.Names;
import dev.x0xtest.cli.options.OnOff;
import dev.x0xtest.cli.options.Ranges;
import dev.x0xtest.runner.gate.Authority;
import dev.x0xtest.runner.lock.LockDirectories;
import dev.x0xtest.runner.metrics.MetricsAddress;
import dev.x0xtest.runner.store.StateDirectories;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.action.Power;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** The options of the runner, and their conversion to a {@link RunnerConfig}. */
final class RunnerOptions {
    private static final Logger log = LoggerFactory.getLogger(RunnerOptions.class);
    private static final Path NONE = Path.of("none");

    @Option(
            names = "--node",
            paramLabel = "LABEL",
            description = "The label of this node, by which coordinators address it (default: the host name).")
    private @Nullable String node;

    @Option(
            names = "--network",
            paramLabel = "NAME",
            description = "The network it serves, such as test or prod; commands for another network are refused."
                    + " Environment: X0X_NETWORK (default: commands of every network are accepted).")
    private @Nullable String network;

    @Option(
            names = "--coordinator",
            paramLabel = "ID[=POWERS]",
            split = ",",
            arity = "1..*",
            description = "A coordinator's agent id and its powers: measure, pairwise, contacts, groups (default: "
                    + "measure,pairwise). Repeatable. Without it no command is executed.")
    private List<String> coordinators = new ArrayList<>();

    @Option(
            names = "--insecure-unsigned-powers",
            description = "Allow --coordinator to grant contacts and groups, although commands are not signed by an "
                    + "operator.")
    private boolean insecureUnsignedPowers;

    @Option(
            names = "--peers",
            paramLabel = "ID",
            split = ",",
            arity = "1..*",
            description = "Agents that coordinators may make this runner send to, besides those verified within the "
                    + "last hour (default: every agent that the local x0xd knows).")
    private List<String> peers = new ArrayList<>();

    @Option(
            names = "--rate-per-minute",
            paramLabel = "N",
            defaultValue = "" + RunnerConfig.RATE_PER_MINUTE,
            description = "Maximum sends per minute for each coordinator (default: ${DEFAULT-VALUE}).")
    private int ratePerMinute;

    @Option(
            names = "--max-payload-bytes",
            paramLabel = "N",
            defaultValue = "" + RunnerConfig.MAX_PAYLOAD_BYTES,
            description = "Maximum payload of one test message (default: ${DEFAULT-VALUE}).")
    private int maxPayloadBytes;

    @Option(
            names = "--max-concurrent-sends",
            paramLabel = "N",
            defaultValue = "" + RunnerConfig.MAX_CONCURRENT_SENDS,
            description = "Maximum sends in flight (default: ${DEFAULT-VALUE}).")
    private int maxConcurrentSends;

    @Option(
            names = "--no-pubsub-after-discover",
            arity = "0..1",
            fallbackValue = "true",
            defaultValue = "false",
            paramLabel = "BOOL",
            converter = OnOff.Converter.class,
            description = "Leave the pubsub topics after each discovery until its run is over.")
    private OnOff noPubsubAfterDiscover = new OnOff(false);

    @Option(
            names = "--result-ack-ms",
            paramLabel = "MS",
            defaultValue = "" + RunnerConfig.RESULT_ACK_MS,
            converter = AckMillis.Converter.class,
            description = "How long a result sent over the direct connection waits for its receipt; none: results "
                    + "are sent durably (default: ${DEFAULT-VALUE}).")
    private AckMillis resultAck = AckMillis.none();

    @Option(
            names = "--lock-dir",
            paramLabel = "DIR",
            description = "Directory of the lock that prevents a second runner of the same agent (default: the first"
                    + " of /run/x0xtest, /run/lock and /tmp that can be written to).")
    private @Nullable Path lockDir;

    @Option(
            names = "--state-dir",
            paramLabel = "DIR",
            description = "Directory in which runs survive a restart of this runner; none: they are in memory only"
                    + " (default: $STATE_DIRECTORY, else x0xtest-runner in $XDG_STATE_HOME or ~/.local/state).")
    private @Nullable Path stateDir;

    @Option(
            names = "--metrics",
            paramLabel = "ADDRESS:PORT",
            description =
                    "Serve metrics for Prometheus at http://ADDRESS:PORT/metrics; port 0 takes a free one, which the log"
                            + " names (default: no metrics are served).")
    private @Nullable String metrics;

    @Option(
            names = "--metrics-beyond-loopback",
            description = "Allow --metrics to listen at an address that other hosts reach, without a password.")
    private boolean metricsBeyondLoopback;

    @Option(
            names = "--log-level",
            paramLabel = "LEVEL",
            defaultValue = "INFO",
            description = "ERROR, WARN, INFO, DEBUG or TRACE (default: ${DEFAULT-VALUE}).")
    private String logLevel = "INFO";

    String logLevel() {
        return logLevel;
    }

    /**
     * Where to serve metrics; null: nowhere.
     *
     * @throws UsageException for an address that cannot be meant
     */
    @Nullable
    InetSocketAddress metrics() {
        String given = metrics;
        return given == null ? null : MetricsAddress.parse("--metrics", given, metricsBeyondLoopback);
    }

    /** Throws {@link UsageException} for what makes no sense. */
    RunnerConfig toConfig(String hostName, Map<String, String> environment) {
        Path locks = lockDir;
        return new RunnerConfig(
                label(hostName),
                networkName(),
                authority(),
                peerIds(),
                Ranges.atLeast("--rate-per-minute", ratePerMinute, 1),
                Ranges.atLeast("--max-payload-bytes", maxPayloadBytes, 1),
                Ranges.atLeast("--max-concurrent-sends", maxConcurrentSends, 1),
                noPubsubAfterDiscover.on(),
                resultAck.orNull(),
                locks == null ? LockDirectories.byDefault() : locks,
                stateDir(environment));
    }

    private @Nullable Path stateDir(Map<String, String> environment) {
        Path given = stateDir;
        if (given != null) {
            return given.equals(NONE) ? null : given;
        }
        Path found = StateDirectories.byDefault(environment).orElse(null);
        if (found == null) {
            log.warn("runs are kept in memory only, a restart of this runner loses them: it has no home directory, so"
                    + " give --state-dir DIR");
        }
        return found;
    }

    private NodeLabel label(String hostName) {
        String given = node;
        if (given == null) {
            String host = sanitised(hostName);
            return NodeLabel.parse(host)
                    .orElseThrow(() -> new UsageException(
                            "the host name '" + hostName + "' makes no node label: give --node LABEL"));
        }
        // Often a host name, which may have capital letters.
        String lower = given.strip().toLowerCase(Locale.ROOT);
        return NodeLabel.parse(lower).orElseGet(() -> Names.label("--node", given));
    }

    private @Nullable NetworkName networkName() {
        String given = network;
        return given == null ? null : Names.network("--network", given);
    }

    static String sanitised(String hostName) {
        String lower = hostName.toLowerCase(Locale.ROOT).replaceFirst("\\..*$", "");
        String allowed = lower.replaceAll("[^a-z0-9._-]", "-").replaceFirst("^[^a-z0-9]+", "");
        return allowed.substring(0, Math.min(32, allowed.length()));
    }

    private Authority authority() {
        try {
            Authority authority = Authority.parse(Names.words(coordinators));
            boolean dangerous = authority.grantsAnybody(Power.CONTACTS) || authority.grantsAnybody(Power.GROUPS);
            if (dangerous && !insecureUnsignedPowers) {
                throw new UsageException("--coordinator grants contacts or groups: commands are not signed by an "
                        + "operator, so that also needs --insecure-unsigned-powers");
            }
            return authority;
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private Set<AgentId> peerIds() {
        Set<AgentId> ids = new HashSet<>();
        for (String peer : Names.words(peers)) {
            ids.add(Names.agent("--peers", peer));
        }
        return ids;
    }
}
