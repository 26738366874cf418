package dev.x0xtest.runner.rig;

import dev.x0xtest.runner.RunnerConfig;
import dev.x0xtest.runner.gate.Authority;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NetworkName;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Changes to the runner's standard configuration. */
public final class Configs {
    private Configs() {}

    public static UnaryOperator<RunnerConfig> asIs() {
        return UnaryOperator.identity();
    }

    public static UnaryOperator<RunnerConfig> coordinators(String... entries) {
        Authority authority = Authority.parse(List.of(entries));
        return config -> copy(config, authority, config.peers(), false, config.resultAckMs());
    }

    public static UnaryOperator<RunnerConfig> peers(AgentId... peers) {
        return config -> copy(config, config.authority(), Set.of(peers), false, config.resultAckMs());
    }

    public static UnaryOperator<RunnerConfig> noPubsubAfterDiscover() {
        return config -> copy(config, config.authority(), config.peers(), true, config.resultAckMs());
    }

    public static UnaryOperator<RunnerConfig> neverRaw() {
        return config -> copy(config, config.authority(), config.peers(), false, null);
    }

    public static UnaryOperator<RunnerConfig> network(String name) {
        return config -> new RunnerConfig(
                config.node(),
                new NetworkName(name),
                config.authority(),
                config.peers(),
                config.ratePerMinute(),
                config.maxPayloadBytes(),
                config.maxConcurrentSends(),
                config.noPubsubAfterDiscover(),
                config.resultAckMs(),
                config.lockDir(),
                config.stateDir());
    }

    /** Runs survive a restart in this directory. */
    public static UnaryOperator<RunnerConfig> stateDir(Path directory) {
        return config -> new RunnerConfig(
                config.node(),
                config.network(),
                config.authority(),
                config.peers(),
                config.ratePerMinute(),
                config.maxPayloadBytes(),
                config.maxConcurrentSends(),
                config.noPubsubAfterDiscover(),
                config.resultAckMs(),
                config.lockDir(),
                directory);
    }

    private static RunnerConfig copy(
            RunnerConfig config,
            Authority authority,
            Set<AgentId> peers,
            boolean noPubsubAfterDiscover,
            @Nullable Integer resultAckMs) {
        return new RunnerConfig(
                config.node(),
                config.network(),
                authority,
                peers,
                config.ratePerMinute(),
                config.maxPayloadBytes(),
                config.maxConcurrentSends(),
                noPubsubAfterDiscover,
                resultAckMs,
                config.lockDir(),
                config.stateDir());
    }
}
