package dev.x0xtest.local.lease;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.local.interop.Commander;
import dev.x0xtest.local.mesh.LocalMesh;
import dev.x0xtest.local.mesh.Meshes;
import dev.x0xtest.local.mesh.daemons.Daemons;
import dev.x0xtest.minimesh.fault.Fault;
import dev.x0xtest.minimesh.fault.FaultAction;
import dev.x0xtest.wire.action.Action;
import dev.x0xtest.wire.action.Actions;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.action.SendDm;
import dev.x0xtest.wire.plan.GoParams;
import dev.x0xtest.wire.plan.HopKey;
import dev.x0xtest.wire.plan.Plan;
import dev.x0xtest.wire.plan.PlanActions;
import dev.x0xtest.wire.plan.RunRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Tests that every runner falls silent after its coordinator has died at any point: within the lease and what is in
 * flight. The counters of the daemons are the witness.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class DeadCoordinatorTest {
    private static final Duration LEASE = Duration.ofMillis(600);
    private static final Duration SLOT = Duration.ofMillis(50);
    private static final Duration RENEWAL = Duration.ofMillis(100);
    private static final int SAMPLES = 100;
    private static final int POINTS = 4;
    private static final int RENEWALS = 6;
    /** Answers, progress, and the slots by which a busy machine is late. */
    private static final int SLACK = 20;

    private LocalMesh mesh = unset();
    private List<Daemons.Node> nodes = List.of();
    private int commands;
    private List<Long> last = List.of();
    /** The coordinator while it lives. */
    private @Nullable Commander speaking;

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // bringUp() sets the field before each test
    private static <T> T unset() {
        return null;
    }

    @BeforeEach
    void bringUp() throws InterruptedException {
        mesh = Meshes.ofStandIns(3);
        nodes = mesh.nodes();
    }

    @AfterEach
    void takeDown() {
        mesh.close();
    }

    @Test
    void atAnyPointOfAPlannedRun() throws Exception {
        long seed = Long.getLong("lease.seed", new Random().nextLong());
        Random random = new Random(seed);
        for (int point = 0; point < POINTS; point++) {
            String run = HexFormat.of().formatHex(bytes(random, 16));
            List<Callable<Object>> script = script(run);
            int steps = nodes.size() + random.nextInt(script.size() - nodes.size() + 1);
            try (Commander coordinator = Commander.at(mesh.anchor())) {
                dies(coordinator, script, steps);
            }
            List<Long> before = sent();
            await(this::isSilent);
            List<Long> after = sent();
            long most = LEASE.dividedBy(SLOT) + SLACK;
            for (int node = 0; node < nodes.size(); node++) {
                assertThat(after.get(node) - before.get(node))
                        .as("seed %d, dead after step %d, node %d: sent after the death", seed, steps, node)
                        .isLessThanOrEqualTo(most);
            }
        }
    }

    /** Plans, the go to each node, and renewals: what a coordinator does until its runners are done. */
    private List<Callable<Object>> script(String run) {
        List<Callable<Object>> steps = new ArrayList<>();
        for (int node = 0; node < nodes.size(); node++) {
            int index = node;
            steps.add(() -> asked(index, command(PlanActions.PLAN, plan(run, index))));
        }
        BitSet armed = new BitSet();
        armed.set(0, nodes.size());
        RunRef ref = new RunRef(run, 1);
        for (int node = 0; node < nodes.size(); node++) {
            int index = node;
            steps.add(() -> asked(index, command(PlanActions.GO, GoParams.of(ref, armed))));
        }
        for (int round = 0; round < RENEWALS; round++) {
            steps.add(() -> {
                Awaitility.await().pollDelay(RENEWAL).until(() -> true);
                for (int index = 0; index < nodes.size(); index++) {
                    asked(index, command(PlanActions.RENEW, ref));
                }
                return run;
            });
        }
        return steps;
    }

    private void dies(Commander coordinator, List<Callable<Object>> script, int steps) throws Exception {
        speaking = coordinator;
        for (Callable<Object> step : script.subList(0, steps)) {
            step.call();
        }
        speaking = null;
    }

    private Object asked(int node, Command command) throws Exception {
        Commander coordinator = speaking;
        if (coordinator == null) {
            throw new IllegalStateException("the coordinator is dead");
        }
        return coordinator.ask(nodes.get(node), command);
    }

    private <P> Command command(Action<P, ?> action, P params) {
        return Command.of("c" + commands++, "*", action, params, mesh.anchor().agentId(), false);
    }

    private Plan plan(String run, int index) {
        List<Plan.Node> roster = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        for (Daemons.Node node : nodes) {
            roster.add(new Plan.Node(node.label().text(), node.agentId().hex()));
            keys.add(HopKey.of(new byte[32], nodes.get(index).agentId()).hex());
        }
        return new Plan(
                run,
                1,
                index,
                roster,
                "raw",
                SAMPLES,
                16,
                "00".repeat(32),
                1,
                (int) SLOT.toMillis(),
                1,
                0,
                10_000,
                60_000,
                LEASE.toMillis(),
                "00".repeat(32),
                keys,
                null);
    }

    /** Receipts go to the coordinator that a hop names: they end when the hops do. */
    @Test
    void amongManyCommandsForPairs() throws Exception {
        Daemons.Node sfo = nodes.get(1);
        Daemons.Node helsinki = nodes.get(2);
        mesh.standIns()
                .orElseThrow()
                .faults()
                .add(Fault.of(new FaultAction.Delay(Duration.ofMillis(300)))
                        .from(1)
                        .to(2));
        int asked = 80;
        try (Commander coordinator = Commander.at(mesh.anchor())) {
            coordinator.ask(sfo, pair(helsinki));
            coordinator.ask(helsinki, pair(sfo));
            for (int i = 0; i < asked; i++) {
                coordinator.tell(sfo, pair(helsinki));
            }
        }
        await(this::isSilent);
        long hops = toPeer(sfo, helsinki);
        assertThat(hops).as("hops of %d commands", asked).isBetween(1L, asked - 10L);
    }

    private Command pair(Daemons.Node to) {
        SendDm.Params params = new SendDm.Params(
                to.agentId().hex(), "AAAA", "", null, true, 8_000, true, false, "raw", 1, (int) LEASE.toMillis());
        return command(Actions.SEND_DM, params);
    }

    /** Whether nothing was sent since the last look. */
    private boolean isSilent() throws Exception {
        List<Long> now = sent();
        boolean same = now.equals(last);
        last = now;
        return same;
    }

    private static void await(Callable<Boolean> silent) {
        Awaitility.await()
                .atMost(LEASE.plusSeconds(10))
                .pollInterval(RENEWAL)
                .during(LEASE.plusMillis(400))
                .until(silent);
    }

    /** What each daemon was told to send so far. */
    private List<Long> sent() throws Exception {
        List<Long> all = new ArrayList<>();
        for (Daemons.Node node : nodes) {
            all.add(diagnostics(node).at("/stats/outgoing_send_total").asLong());
        }
        return all;
    }

    private static long toPeer(Daemons.Node from, Daemons.Node to) throws Exception {
        JsonNode peer = diagnostics(from).path("per_peer").path(to.agentId().hex());
        return peer.path("send_succeeded").asLong() + peer.path("send_failed").asLong();
    }

    private static JsonNode diagnostics(Daemons.Node node) throws Exception {
        return node.rest()
                .call("GET", "/diagnostics/dm", null)
                .get(10, TimeUnit.SECONDS)
                .body();
    }

    private static byte[] bytes(Random random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
