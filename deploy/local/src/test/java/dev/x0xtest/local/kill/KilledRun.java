package dev.x0xtest.local.kill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.local.CommandRun;
import dev.x0xtest.local.Program;
import dev.x0xtest.local.mesh.daemons.Daemons;
import dev.x0xtest.testkit.report.ReportSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** One run of `x0xtest matrix` in which one process is killed or stopped, and all that must hold afterwards. */
final class KilledRun {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Set<String> FILES = Set.of("run.jsonl", "report.json", "run.lock", "run.keys");

    private final KillableMesh mesh;
    private final List<String> way;
    private final Path directory;
    private final Kill kill;
    private final Set<ProcessHandle> children = new HashSet<>();

    /** How the run ended: its report, and whether its process was there to write it. */
    record End(int exit, JsonNode report) {
        int proven() {
            return report.path("totals").path("proven").asInt();
        }
    }

    /**
     * Prepares it.
     *
     * @param way the options with which the coordinator reaches the mesh
     * @param directory for the files of this run alone
     */
    KilledRun(KillableMesh mesh, List<String> way, Path directory, Kill kill) {
        this.mesh = mesh;
        this.way = way;
        this.directory = directory;
        this.kill = kill;
    }

    private Path run() {
        return directory.resolve("run");
    }

    private Path temporary() {
        return directory.resolve("tmp");
    }

    /** Runs it. The mesh is mended before this returns. */
    End ended() throws Exception {
        Files.createDirectories(temporary());
        List<String> arguments = new ArrayList<>(List.of("matrix"));
        arguments.addAll(way);
        arguments.addAll(List.of("--samples", "10", "--rate", "8", "--attempts", "1", "--deadline", "15s"));
        arguments.addAll(List.of("--discover-timeout", "6s", "--hop-deadline", "3s", "--grace", "1s", "--quiet"));
        arguments.addAll(List.of("--run-dir", run().toString()));
        Program program = Program.start(directory, temporary(), arguments.toArray(String[]::new));
        boolean resumed;
        int exit;
        try {
            awaitMoment(program);
            strike(program);
            exit = program.awaitExit();
            checkExit(exit, program);
            resumed = exit == 128 + 9;
            if (resumed) {
                Program second = Program.start(directory, temporary(), "resume", run().toString(), "--quiet");
                exit = ended(second, exit);
            }
        } finally {
            program.end();
        }
        End end = new End(exit, report());
        checkLeftovers(end);
        mesh.mend();
        Truth.check(end.report(), Ledgers.of(end.report().path("run_id").asText(), mesh), kill.toString());
        return end;
    }

    /** The exit of a process that goes on with the run; a run whose process died before its journal began has nothing to go on. */
    private int ended(Program second, int before) throws InterruptedException {
        try {
            int exit = second.awaitExit();
            return Files.exists(run().resolve("report.json")) ? exit : before;
        } finally {
            second.end();
        }
    }

    private void awaitMoment(Program program) {
        Path journal = run().resolve("run.jsonl");
        Awaitility.await("the moment")
                .pollInterval(Duration.ofMillis(5))
                .atMost(PATIENCE)
                .until(() -> {
                    children.addAll(program.descendants());
                    return !program.isAlive() || frames(journal) >= kill.frames();
                });
        Awaitility.await()
                .pollDelay(Duration.ofMillis(kill.afterMs()))
                .atMost(PATIENCE)
                .until(() -> {
                    children.addAll(program.descendants());
                    return true;
                });
    }

    private static int frames(Path journal) throws IOException {
        return Files.exists(journal) ? Files.readString(journal).split("\"event\":\"frame\"", -1).length - 1 : -1;
    }

    private void strike(Program program) throws Exception {
        long victim = victim(program);
        if (victim == 0) {
            return;
        }
        Signals.send(kill.signal().name(), victim);
        if (kill.signal() == Kill.Signal.STOP) {
            Awaitility.await()
                    .pollDelay(Duration.ofMillis(kill.stoppedMs()))
                    .atMost(PATIENCE)
                    .until(() -> true);
            Signals.send("CONT", victim);
        } else if (kill.restarted()) {
            Daemons.Node node = mesh.node(kill.node());
            switch (kill.party()) {
                case RUNNER -> mesh.startRunner(node);
                case DAEMON -> mesh.startDaemon(node);
                case COORDINATOR, SSH -> {}
            }
        }
    }

    /** Its process; 0: there is none now. */
    private long victim(Program program) {
        return switch (kill.party()) {
            case COORDINATOR -> program.isAlive() ? program.pid() : 0;
            case RUNNER -> mesh.runner(mesh.node(kill.node()));
            case DAEMON -> mesh.daemon(mesh.node(kill.node()));
            case SSH ->
                program.descendants().stream()
                        .filter(KilledRun::isSsh)
                        .mapToLong(ProcessHandle::pid)
                        .findFirst()
                        .orElse(0);
        };
    }

    private static boolean isSsh(ProcessHandle process) {
        return process.info().command().filter(name -> name.endsWith("/ssh")).isPresent();
    }

    private void checkExit(int exit, Program program) {
        boolean ended = kill.party() == Kill.Party.COORDINATOR && kill.signal() != Kill.Signal.STOP;
        int byTheSignal = switch (kill.signal()) {
            case KILL -> 137;
            case TERM -> 143;
            case HUP -> 129;
            case STOP -> 0;
        };
        assertThat(exit)
                .as("%s: %s", kill, program.err())
                .isIn(ended ? Set.of(0, 1, 3, 4, byTheSignal) : Set.of(0, 1, 3, 4));
    }

    private JsonNode report() throws IOException {
        return ReportSchema.assertValid(Files.readString(run().resolve("report.json")));
    }

    private void checkLeftovers(End end) throws Exception {
        assertThat(end.report().path("exit_code").asInt()).as("%s", kill).isEqualTo(end.exit());
        for (ProcessHandle child : children) {
            child.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        try (Stream<Path> files = Files.list(temporary())) {
            assertThat(files).as("temporary files after %s", kill).isEmpty();
        }
        try (Stream<Path> files = Files.list(run())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .as("files of the run after %s", kill)
                    .isSubsetOf(FILES);
        }
        Path again = directory.resolve("again.json");
        CommandRun.Said said = CommandRun.said("report", run().toString(), "--json", again.toString());
        assertThat(again).as("%s: %s", kill, said.err()).hasSameTextualContentAs(run().resolve("report.json"));
    }
}
