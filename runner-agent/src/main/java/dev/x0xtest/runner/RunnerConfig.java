package dev.x0xtest.runner;

import dev.x0xtest.runner.gate.Authority;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.WireLimits;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a runner.
 *
 * @param network network that it serves; null: commands of every network are accepted
 * @param peers agents that a coordinator may make it send to; empty: every agent that its daemon knows
 * @param ratePerMinute sends per minute for each coordinator
 * @param maxPayloadBytes bytes of one test message
 * @param maxConcurrentSends sends in flight
 * @param noPubsubAfterDiscover whether to leave the topics after every discovery, requested or not
 * @param resultAckMs ms to wait for the acknowledgement of a result on the raw path; null: results never use the raw
 *     path
 * @param lockDir directory of the lock that excludes a second runner of the same agent
 * @param stateDir directory of the ledgers, one subdirectory for each agent; null: they are in memory only
 */
public record RunnerConfig(
        NodeLabel node,
        @Nullable NetworkName network,
        Authority authority,
        Set<AgentId> peers,
        int ratePerMinute,
        int maxPayloadBytes,
        int maxConcurrentSends,
        boolean noPubsubAfterDiscover,
        @Nullable Integer resultAckMs,
        Path lockDir,
        @Nullable Path stateDir) {
    static final int RATE_PER_MINUTE = 200;
    static final int MAX_PAYLOAD_BYTES = WireLimits.PAIR_PAYLOAD_BYTES;
    static final int MAX_CONCURRENT_SENDS = 8;
    static final int RESULT_ACK_MS = 12_000;

    public RunnerConfig {
        peers = Set.copyOf(peers);
    }

    public static RunnerConfig standard(NodeLabel node, Authority authority, Path lockDir) {
        return new RunnerConfig(
                node,
                null,
                authority,
                Set.of(),
                RATE_PER_MINUTE,
                MAX_PAYLOAD_BYTES,
                MAX_CONCURRENT_SENDS,
                false,
                RESULT_ACK_MS,
                lockDir,
                null);
    }
}
