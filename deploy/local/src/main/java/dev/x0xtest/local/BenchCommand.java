package dev.x0xtest.local;

import dev.x0xtest.cli.UsageException;
import picocli.CommandLine.Command;

/** Hidden commands for {@code bench/run}: bring up a mesh to measure, and measure the floor of its sends. */
@Command(
        name = "bench",
        hidden = true,
        description = "Parts of bench/run.",
        mixinStandardHelpOptions = true,
        subcommands = {BenchMeshCommand.class, BenchFloorCommand.class})
final class BenchCommand implements Runnable {
    @Override
    public void run() {
        throw new UsageException("bench needs one of its commands: mesh, floor");
    }
}
