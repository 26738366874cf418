package dev.x0xtest.wire.plan;

import dev.x0xtest.wire.AgentId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Builds plans of any size. The same seed gives the same plan. */
final class Plans {
    private Plans() {}

    static Plan ofNodes(int nodes, long seed) {
        Random random = new Random(seed);
        List<Plan.Node> roster = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            roster.add(new Plan.Node("node-" + i, hex(random, 32)));
            keys.add(HopKey.of(new byte[] {1}, new AgentId(roster.get(i).agentId()))
                    .hex());
        }
        return new Plan(
                hex(random, 16),
                1,
                nodes / 2,
                roster,
                "raw",
                1,
                64,
                hex(random, 32),
                4,
                12,
                1,
                250,
                10_000,
                60_000,
                30_000,
                hex(random, 32),
                keys,
                null);
    }

    private static String hex(Random random, int bytes) {
        byte[] raw = new byte[bytes];
        random.nextBytes(raw);
        return HexFormat.of().formatHex(raw);
    }
}
