package dev.x0xtest.runner;

import dev.x0xtest.runner.gate.Authority;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.NodeLabel;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a runner behaves.
 *
 * @param network whose commands it takes; null: those of every network
 * @param peers to whom a coordinator may have it send; empty: whomever its daemon knows
 * @param ratePerMinute sends a minute for each coordinator
 * @param maxPayloadBytes of one test message
 * @param maxConcurrentSends under way at once
 * @param noPubsubAfterDiscover leave the topics after every discovery, asked or not
 * @param resultAckMs of a result sent raw; null: results are never sent raw
 * @param lockDir where the lock against a second runner of the same agent lies
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
        Path lockDir) {
    static final int RATE_PER_MINUTE = 200;
    static final int MAX_PAYLOAD_BYTES = 4096;
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
                lockDir);
    }
}
