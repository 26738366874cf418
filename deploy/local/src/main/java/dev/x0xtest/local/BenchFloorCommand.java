package dev.x0xtest.local;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.cli.options.Ranges;
import dev.x0xtest.cli.options.StandardOptions;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.local.bench.BenchNode;
import dev.x0xtest.local.bench.Floor;
import dev.x0xtest.local.mesh.process.Waiting;
import dev.x0xtest.wire.plan.HopKey;
import dev.x0xtest.wire.plan.PlanLimits;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures how long the sends of a matrix take without runners and coordinator, and prints the times as JSON. */
@Command(
        name = "floor",
        description = "Make the sends of a matrix directly at the daemons of a mesh, and print how long they take.",
        mixinStandardHelpOptions = true)
final class BenchFloorCommand implements Callable<Integer> {
    private static final Duration PASS = Duration.ofMinutes(2);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--mesh", paramLabel = "FILE", required = true, description = "File written by x0xtest bench mesh.")
    private Path mesh = Path.of("");

    @Option(
            names = "--passes",
            paramLabel = "N",
            defaultValue = "5",
            description = "Measured passes over all pairs, after one warm-up pass (default: ${DEFAULT-VALUE}).")
    private int passes;

    @Option(
            names = "--payload-bytes",
            paramLabel = "N",
            defaultValue = "" + RunConfig.Limits.PAYLOAD_BYTES,
            description = "Payload of each hop, as for x0xtest matrix (default: ${DEFAULT-VALUE}).")
    private int payloadBytes;

    @Mixin
    @SuppressWarnings("UnusedVariable") // read by CommandLineRunner
    private StandardOptions standard = new StandardOptions();

    @Override
    public Integer call() throws InterruptedException {
        Ranges.between("--passes", passes, 1, 100);
        Ranges.between("--payload-bytes", payloadBytes, HopKey.BYTES, PlanLimits.PAYLOAD_BYTES);
        List<BenchNode> nodes = BenchNode.read(mesh);
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        EventLoop loop = group.next();
        List<Floor.Pass> counted = new ArrayList<>();
        try (Floor floor = Floor.over(nodes, payloadBytes, loop)) {
            // Warm-up: opens the connections and loads the classes. A runner has done both before its first go.
            Waiting.forResult(floor.pass(), PASS, "the sends do not end");
            for (int i = 0; i < passes; i++) {
                counted.add(Waiting.forResult(floor.pass(), PASS, "the sends do not end"));
            }
        } finally {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
        spec.commandLine().getOut().println(json(nodes.size(), counted));
        spec.commandLine().getOut().flush();
        boolean all = counted.stream().allMatch(pass -> pass.failed() == 0);
        return (all ? ExitCode.PASS : ExitCode.FAIL).code();
    }

    private ObjectNode json(int nodes, List<Floor.Pass> counted) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("nodes", nodes);
        json.put("sends", nodes * (nodes - 1));
        json.put("bytes", Floor.frameBytes(payloadBytes));
        json.put("failed", counted.stream().mapToInt(Floor.Pass::failed).sum());
        counted.forEach(pass -> json.withArray("ms").add(pass.nanos() / 1e6));
        return json;
    }
}
