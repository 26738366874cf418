package dev.x0xtest.runner.rig;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.plan.HopKey;
import dev.x0xtest.wire.plan.Plan;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/** The plans of one run, one for each of its nodes. */
public final class TestPlans {
    public static final String RUN = "00112233445566778899aabbccddeeff";

    private TestPlans() {}

    /** What a test may want otherwise. */
    public record Shape(int nodes, int samples, int inFlight, int slotMs, int attempts) {}

    public static Plan plan(Shape shape, int index) {
        List<Plan.Node> roster = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        for (int node = 0; node < shape.nodes(); node++) {
            roster.add(new Plan.Node("node-" + node, agent(node).hex()));
        }
        for (int node = 0; node < shape.nodes(); node++) {
            keys.add(HopKey.of(columnKey(node), agent(index)).hex());
        }
        return new Plan(
                RUN,
                1,
                index,
                roster,
                "raw",
                shape.samples(),
                16,
                "00".repeat(32),
                shape.inFlight(),
                shape.slotMs(),
                shape.attempts(),
                100,
                10_000,
                60_000,
                30_000,
                HexFormat.of().formatHex(columnKey(index)),
                keys,
                null);
    }

    public static AgentId agent(int index) {
        return new AgentId(String.format("%064x", index + 1));
    }

    private static byte[] columnKey(int index) {
        byte[] key = new byte[32];
        key[0] = (byte) index;
        return key;
    }

    public static BitSet all(int nodes) {
        BitSet armed = new BitSet();
        armed.set(0, nodes);
        return armed;
    }

    public static BitSet allBut(int nodes, int... absent) {
        BitSet armed = all(nodes);
        IntStream.of(absent).forEach(armed::clear);
        return armed;
    }
}
