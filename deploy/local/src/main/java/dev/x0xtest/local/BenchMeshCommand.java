package dev.x0xtest.local;

import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.cli.options.Names;
import dev.x0xtest.cli.options.StandardOptions;
import dev.x0xtest.local.bench.BenchNode;
import dev.x0xtest.local.mesh.LocalMesh;
import dev.x0xtest.local.mesh.Runners;
import dev.x0xtest.local.mesh.daemons.MeshSpec;
import dev.x0xtest.wire.NodeLabel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts a mesh to measure, and stops it when stdin reaches its end. */
@Command(
        name = "mesh",
        description = "Start a mesh, describe it in a file, and stop the mesh when stdin ends.",
        mixinStandardHelpOptions = true)
final class BenchMeshCommand implements Callable<Integer> {
    private static final Logger log = LoggerFactory.getLogger(BenchMeshCommand.class);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private MeshOptions meshOptions = new MeshOptions();

    @Option(
            names = "--describe",
            paramLabel = "FILE",
            required = true,
            description = "File to write once the mesh is up.")
    private Path describe = Path.of("");

    @Option(
            names = "--without-runner",
            paramLabel = "NODE",
            split = ",",
            description = "Nodes to start without a runner.")
    private @Nullable List<String> withoutRunner;

    @Mixin
    @SuppressWarnings("UnusedVariable") // read by CommandLineRunner
    private StandardOptions standard = new StandardOptions();

    @Override
    public Integer call() {
        Optional<MeshSpec> plan =
                meshOptions.plan(System.getenv(), spec.commandLine().getErr());
        if (plan.isEmpty()) {
            return ExitCode.ENVIRONMENT.code();
        }
        CountDownLatch inputEnded = new CountDownLatch(1);
        Thread reader = new Thread(() -> readToEnd(System.in, inputEnded), "input");
        reader.setDaemon(true);
        reader.start();
        try (Interruption interruption = Interruption.ofThisThread()) {
            try (LocalMesh mesh = LocalMesh.start(plan.get(), starter(plan.get()))) {
                BenchNode.write(
                        describe, mesh.nodes().stream().map(BenchNode::of).toList());
                inputEnded.await();
                return ExitCode.PASS.code();
            } catch (InterruptedException e) {
                return interruption.reason().orElse(ExitCode.INTERRUPTED).code();
            }
        }
    }

    private Runners.Starter starter(MeshSpec plan) {
        Set<NodeLabel> excluded = withoutRunner == null
                ? Set.of()
                : withoutRunner.stream()
                        .map(text -> Names.label("--without-runner", text))
                        .collect(Collectors.toUnmodifiableSet());
        Runners.Starter ours = LocalMesh.runners(plan);
        return (nodes, coordinator, directory, group) -> ours.start(
                nodes.stream().filter(node -> !excluded.contains(node.label())).toList(),
                coordinator,
                directory,
                group);
    }

    private static void readToEnd(InputStream input, CountDownLatch ended) {
        try {
            input.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            log.debug("cannot read stdin", e);
        }
        ended.countDown();
    }
}
