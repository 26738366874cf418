package dev.x0xtest.local.interop;

import dev.x0xtest.local.mesh.LocalMesh;
import dev.x0xtest.local.mesh.daemons.Daemons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The result of one run of upstream's coordinator over a local mesh, by the REST API of its anchor.
 *
 * @param exit its exit code
 * @param output everything that it printed
 */
record UpstreamCoordinator(int exit, String output) {

    /**
     * Runs the coordinator and blocks until it has ended.
     *
     * @param directory the directory of its log
     * @param patience the time after which it is killed and the test fails
     * @param options further options beside the address, the token and the nodes
     */
    static UpstreamCoordinator run(
            UpstreamHarness harness, LocalMesh mesh, Path directory, Duration patience, String... options)
            throws IOException, InterruptedException {
        Path log = Files.createTempFile(directory, "upstream-coordinator-", ".log");
        ProcessBuilder builder = new ProcessBuilder(command(harness, mesh, options))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        Process process = builder.start();
        try {
            boolean ended = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
            String output = Files.readString(log);
            System.out.println(output);
            if (!ended) {
                throw new AssertionError("still running after " + patience.toSeconds() + " s:\n" + output);
            }
            return new UpstreamCoordinator(process.exitValue(), output);
        } finally {
            process.destroyForcibly();
        }
    }

    private static List<String> command(UpstreamHarness harness, LocalMesh mesh, String... options) {
        Daemons.Node anchor = mesh.anchor();
        List<String> command = new ArrayList<>(harness.command("e2e_vps_mesh.py"));
        command.addAll(List.of("--no-tunnel", "--anchor", anchor.label().text()));
        command.addAll(List.of("--api-base", anchor.address().toString()));
        command.addAll(List.of("--api-token", UpstreamHarness.token(anchor)));
        command.add("--nodes");
        mesh.nodes().forEach(node -> command.add(node.label().text()));
        command.addAll(List.of(options));
        return command;
    }
}
