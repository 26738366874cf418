package dev.x0xtest.local;

import dev.x0xtest.cli.UsageException;
import picocli.CommandLine.Command;

/** What {@code bench/run} needs and nobody else: a mesh to measure on, and the least that its sends can take. */
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
