package dev.x0xtest.runner.rig;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.plan.HopKey;
import dev.x0xtest.wire.plan.Plan;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Builds the plans of one run, one for each of its nodes. */
public final class TestPlans {
    public static final String RUN = "00112233445566778899aabbccddeeff";

    private TestPlans() {}

    /** The values that tests vary. All other values are the same in every plan. */
    public record Shape(int nodes, int samples, int inFlight, int slotMs, int attempts) {}

    /** Returns the plan of node {@code index}. */
    public static Plan plan(Shape shape, int index) {
        List<AgentId> agents =
                IntStream.range(0, shape.nodes()).mapToObj(TestPlans::agent).toList();
        return plan(RUN, agents, shape, index, null);
    }

    /**
     * Returns the plan of node {@code index} in this run of these agents. If {@code instance} is given, only that
     * process of the runner accepts the plan.
     */
    public static Plan plan(String run, List<AgentId> agents, Shape shape, int index, @Nullable String instance) {
        List<Plan.Node> roster = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        for (int node = 0; node < shape.nodes(); node++) {
            roster.add(new Plan.Node("node-" + node, agents.get(node).hex()));
            keys.add(key(agents.get(index), node).hex());
        }
        return new Plan(
                run,
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
                instance);
    }

    /** Returns the key with which this source signs its hops to that node. */
    public static HopKey key(AgentId source, int destination) {
        return HopKey.of(columnKey(destination), source);
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
