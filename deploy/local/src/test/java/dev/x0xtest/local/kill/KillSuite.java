package dev.x0xtest.local.kill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.local.CommandRun;
import dev.x0xtest.local.PrivateSshd;
import dev.x0xtest.local.mesh.daemons.X0xdBinary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Kills one process after another, over meshes that are mended in between and run side by side: a run mostly waits. */
final class KillSuite {
    /** Repeats a suite. */
    private static final long SEED = Long.getLong("kill.seed", 19);

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int TRIES = 3;

    private final List<Kill.Party> parties;
    private final X0xdBinary x0xd;
    private final int nodes;
    private final Path directory;

    KillSuite(X0xdBinary x0xd, int nodes, Path directory) {
        this.parties = Stream.of(Kill.Party.values())
                .filter(party ->
                        party != Kill.Party.SSH || PrivateSshd.missing().isEmpty())
                .toList();
        this.x0xd = x0xd;
        this.nodes = nodes;
        this.directory = directory;
    }

    /**
     * Runs it.
     *
     * @param kills how many
     * @param meshes how many meshes take turns
     */
    void run(int kills, int meshes) throws Exception {
        System.out.println(kills + " kills among " + parties + ", -Dkill.seed=" + SEED);
        ExecutorService threads = Executors.newFixedThreadPool(meshes);
        try {
            List<Future<List<KilledRun.End>>> shares = new ArrayList<>();
            for (int share = 0; share < meshes; share++) {
                int first = share;
                shares.add(threads.submit(() -> share(first, meshes, kills)));
            }
            List<KilledRun.End> ends = new ArrayList<>();
            for (Future<List<KilledRun.End>> share : shares) {
                ends.addAll(share.get());
            }
            int pairs = ends.size() * nodes * (nodes - 1);
            int proven = ends.stream().mapToInt(KilledRun.End::proven).sum();
            System.out.println(proven + " of " + pairs + " pairs proven");
            assertThat(ends).hasSize(kills);
            // A suite that proves nothing, or disturbs nothing, checks nothing.
            assertThat(proven).isBetween(1, pairs - 1);
        } finally {
            threads.shutdownNow();
        }
    }

    /** The kills from the first one on in steps, on a mesh of their own. */
    private List<KilledRun.End> share(int first, int step, int kills) throws Exception {
        List<KilledRun.End> ends = new ArrayList<>();
        Path place = Files.createDirectories(directory.resolve("mesh" + first));
        Path folder;
        try (KillableMesh mesh = mesh();
                PrivateSshd sshd = parties.contains(Kill.Party.SSH)
                        ? PrivateSshd.start(Files.createDirectories(place.resolve("sshd")))
                        : null) {
            folder = mesh.mesh().folder("locks").resolveSibling("");
            for (int number = first; number < kills; number += step) {
                ends.add(one(mesh, sshd, place.resolve("kill" + number), number));
            }
        }
        assertThat(folder).doesNotExist();
        Awaitility.await("no process of the mesh is left")
                .atMost(PATIENCE)
                .until(() -> ProcessHandle.current()
                        .descendants()
                        .noneMatch(process -> process.info()
                                .commandLine()
                                .filter(line -> line.contains(folder.toString()))
                                .isPresent()));
        return ends;
    }

    /** A machine that starts two meshes at a time is too slow for either. */
    private synchronized KillableMesh mesh() throws Exception {
        for (int tried = 1; ; tried++) {
            try {
                return KillableMesh.start(x0xd, nodes);
            } catch (EnvironmentException e) {
                if (tried == TRIES) {
                    throw e;
                }
                System.out.println("the mesh did not start: " + e.getMessage());
            }
        }
    }

    private KilledRun.End one(KillableMesh mesh, @Nullable PrivateSshd sshd, Path place, int number) throws Exception {
        // Each has its own source of chance, so that another number of meshes changes none.
        Kill kill = Kill.draw(new SplittableRandom(SEED * 1_000_003 + number), number, parties, nodes);
        long begun = System.nanoTime();
        try {
            List<String> way = sshd != null && kill.party() == Kill.Party.SSH
                    ? List.of(
                            "--fleet",
                            sshd.fleet(Files.createDirectories(place).resolve("fleet.toml"), mesh.mesh(), sshd.known())
                                    .toString())
                    : CommandRun.pinnedWay(mesh.mesh());
            KilledRun.End end = new KilledRun(mesh, way, Files.createDirectories(place), kill).ended();
            JsonNode totals = end.report().path("totals");
            System.out.printf(
                    Locale.ROOT,
                    "kill %d: %s: exit %d, %s proven, %s refuted, %s unobserved %s, %.1f s%n",
                    number,
                    kill,
                    end.exit(),
                    totals.path("proven"),
                    totals.path("refuted"),
                    totals.path("unobserved"),
                    new TreeSet<>(end.report().path("cells").findValuesAsText("reason")),
                    (System.nanoTime() - begun) / 1e9);
            return end;
        } catch (AssertionError | Exception e) {
            throw new AssertionError("-Dkill.seed=" + SEED + ", kill " + number + ": " + kill, e);
        }
    }
}
