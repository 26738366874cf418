package dev.x0xtest.runner;

import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.DaemonAddress;
import dev.x0xtest.daemon.TokenSource;
import dev.x0xtest.runner.gate.Authority;
import dev.x0xtest.runner.rehearsal.MemoryDaemon;
import dev.x0xtest.runner.result.RunnerIdentity;
import dev.x0xtest.runner.service.RunnerStatus;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.action.Action;
import dev.x0xtest.wire.action.Actions;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.action.Discover;
import dev.x0xtest.wire.frame.HopFrame;
import dev.x0xtest.wire.plan.GoParams;
import dev.x0xtest.wire.plan.HopId;
import dev.x0xtest.wire.plan.HopKey;
import dev.x0xtest.wire.plan.Plan;
import dev.x0xtest.wire.plan.PlanActions;
import dev.x0xtest.wire.plan.RunRef;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Exercises what a run needs, so that the first run finds it loaded and in part compiled: HTTP, both streams, JSON, the
 * codecs of plans and reports, HMAC, inflation. A whole runner performs some runs against an x0xd in memory, in virtual
 * time; no byte leaves the process and no file is written.
 */
final class Rehearsal {
    private static final int NODES = 6;
    private static final int SAMPLES = 2;
    /** Enough that the most frequent methods are compiled; more costs the start of the runner more than a run gains. */
    private static final int RUNS = 4;

    private static final int KEY_BYTES = 32;
    private static final int STEPS = 40;
    private static final long STEP_MS = 50;
    private static final NodeLabel NODE = new NodeLabel("rehearsal");
    private static final List<AgentId> AGENTS = IntStream.rangeClosed(1, NODES)
            .mapToObj(number -> new AgentId(String.format("%064x", number)))
            .toList();
    private static final AgentId SELF = AGENTS.get(0);
    private static final AgentId COORDINATOR = AGENTS.get(1);
    /** As large as the default of {@code --payload-bytes}, so that the loops over its bytes are compiled. */
    private static final byte[] PAYLOAD = new byte[2_048];

    private final MemoryDaemon daemon = new MemoryDaemon(SELF);
    private final MockTicker ticker = Ticker.newMockTicker();
    private final EmbeddedChannel channel =
            EmbeddedChannel.builder().ticker(ticker).build();
    private int commands;

    private Rehearsal() {}

    /** Performs it on the caller's thread. Returns how many messages the runner sent to the x0xd in memory. */
    static int perform() {
        Rehearsal rehearsal = new Rehearsal();
        RunnerLogging.silenced(rehearsal::runs);
        return rehearsal.daemon.sends();
    }

    private void runs() {
        RunnerLinks links = new RestLinks(
                DaemonAddress.parse("http://127.0.0.1:1"),
                new FixedToken(),
                channel.eventLoop(),
                new SplittableRandom(1),
                daemon);
        RunnerConfig config =
                RunnerConfig.standard(NODE, Authority.parse(List.of(COORDINATOR.hex())), Path.of("nowhere"));
        RunnerIdentity self = new RunnerIdentity(
                NODE,
                new Daemon.AgentInfo(SELF, "m".repeat(AgentId.LENGTH)),
                Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
        RunnerCore runner = new RunnerCore(
                config,
                links,
                channel.eventLoop(),
                new SplittableRandom(2),
                self,
                new RunnerStatus(links.where(), "", state -> {}),
                new Daemon.Health("0", NODES, NODES, 1, "healthy"),
                () -> {});
        var unused = runner.open();
        settle();
        for (int run = 0; run < RUNS; run++) {
            run(String.format("%032x", run));
        }
        links.daemon().close();
        daemon.close();
        channel.finishAndReleaseAll();
    }

    private void run(String run) {
        RunRef ref = new RunRef(run, 1);
        BitSet armed = new BitSet();
        armed.set(0, NODES);
        ask(Actions.DISCOVER, Discover.Params.none());
        ask(PlanActions.PLAN, plan(run));
        ask(PlanActions.GO, GoParams.of(ref, armed));
        for (int source = 1; source < NODES; source++) {
            for (int sample = 0; sample < SAMPLES; sample++) {
                HopId id = new HopId(run, source, 0, sample, 1);
                HopKey key = HopKey.of(new byte[KEY_BYTES], AGENTS.get(source));
                daemon.deliver(
                        AGENTS.get(source), new HopFrame(id.text(), key.digest(id, PAYLOAD), "", PAYLOAD).encode());
            }
        }
        for (int step = 0; step < STEPS; step++) {
            ticker.advance(STEP_MS, TimeUnit.MILLISECONDS);
            settle();
        }
        ask(PlanActions.CLOSE, ref);
    }

    private <P> void ask(Action<P, ?> action, P params) {
        commands++;
        daemon.deliver(
                COORDINATOR,
                Command.of("c" + commands, NODE.text(), action, params, COORDINATOR, false)
                        .frame());
        settle();
    }

    private void settle() {
        channel.runPendingTasks();
        channel.runScheduledPendingTasks();
        daemon.settle();
    }

    private static Plan plan(String run) {
        List<Plan.Node> roster = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        for (int node = 0; node < NODES; node++) {
            roster.add(new Plan.Node("n" + node, AGENTS.get(node).hex()));
            keys.add(HopKey.of(new byte[KEY_BYTES], SELF).hex());
        }
        return new Plan(
                run,
                1,
                0,
                roster,
                "raw",
                SAMPLES,
                PAYLOAD.length,
                "00".repeat(KEY_BYTES),
                4,
                10,
                1,
                100,
                10_000,
                60_000,
                30_000,
                HexFormat.of().formatHex(new byte[KEY_BYTES]),
                keys,
                null);
    }

    /** A token that nobody checks. */
    private static final class FixedToken implements TokenSource {
        @Override
        public String current() {
            return "rehearsal";
        }

        @Override
        public CompletableFuture<Optional<String>> replacementFor(String refused) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
    }
}
