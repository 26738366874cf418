package dev.x0xtest.local;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.cli.launch.CommandLineRunner;
import dev.x0xtest.coordinator.Main;
import dev.x0xtest.coordinator.command.MatrixCommand;
import dev.x0xtest.coordinator.command.options.MatrixOptions;
import dev.x0xtest.coordinator.matrix.Measurement;
import dev.x0xtest.coordinator.tunnel.AnchorRoute;
import dev.x0xtest.daemon.TokenSource;
import dev.x0xtest.local.mesh.LocalMesh;
import dev.x0xtest.local.mesh.daemons.Daemons;
import dev.x0xtest.testkit.report.ReportSchema;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * The result of a command that ran in the test's process: its exit code, its two outputs, and its report, which the
 * schema has validated.
 */
public record CommandRun(int exit, String out, String err, JsonNode report) {

    /** Runs {@code x0xtest local} with its files below {@code directory}. */
    public static CommandRun local(Path directory, String... arguments) {
        return run(new CommandLine(new LocalCommand()), directory, List.of(arguments));
    }

    /** Runs the matrix command that {@code --keep} prints, with further options. */
    public static CommandRun matrix(LocalMesh mesh, Path directory, String... arguments) {
        return matrix(mesh.nodes(), directory, arguments);
    }

    /** Runs the same command on some of the nodes, the anchor first. */
    public static CommandRun matrix(List<Daemons.Node> nodes, Path directory, String... arguments) {
        List<String> hint = List.of(DrivingHints.matrix(nodes).split(" "));
        List<String> all =
                Stream.concat(hint.stream().skip(2), Stream.of(arguments)).toList();
        return run(new CommandLine(new MatrixCommand()), directory, all);
    }

    /** Runs a matrix with every node pinned to its agent id. */
    public static CommandRun pinned(LocalMesh mesh, Path directory, String... arguments) {
        List<String> all = new ArrayList<>(pinnedWay(mesh));
        all.addAll(List.of(arguments));
        return run(new CommandLine(new MatrixCommand()), directory, all);
    }

    /** Measures a mesh as {@code local} does: a run ends when what carries its mesh fails. */
    public static CommandRun watched(LocalMesh mesh, Measurement.TestBed bed, Path directory, String... arguments) {
        return run(new CommandLine(new Watched(mesh, bed)), directory, List.of(arguments));
    }

    @CommandLine.Command(name = "watched")
    private static final class Watched implements Callable<Integer> {
        @CommandLine.Mixin
        private MatrixOptions options = new MatrixOptions();

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

        private final LocalMesh mesh;
        private final Measurement.TestBed bed;

        Watched(LocalMesh mesh, Measurement.TestBed bed) {
            this.mesh = mesh;
            this.bed = bed;
        }

        @Override
        public Integer call() throws InterruptedException {
            Daemons.Node anchor = mesh.anchor();
            CommandLine line = spec.commandLine();
            return new Measurement(options.config(), line.getOut(), line.getErr())
                    .run(
                            mesh.roster(),
                            AnchorRoute.direct(anchor.address()),
                            () -> TokenSource.file(anchor.tokenFile()),
                            bed)
                    .code();
        }
    }

    /** The result of a command that writes no report. */
    public record Said(int exit, String out, String err) {}

    public static Said said(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = X0xtestMain.commandLine();
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int exit = new CommandLineRunner(Map.of(), Main.VARIABLES).run(command, arguments);
        return new Said(exit, out.toString(), err.toString());
    }

    /** The options with which a command reaches the nodes of a mesh through its anchor. */
    public static List<String> way(LocalMesh mesh) {
        return List.of(DrivingHints.matrix(mesh.nodes()).split(" ")).stream()
                .skip(2)
                .toList();
    }

    /** The same with every node pinned to its agent id: it is found without a publication. */
    public static List<String> pinnedWay(LocalMesh mesh) {
        Daemons.Node anchor = mesh.anchor();
        String nodes = mesh.nodes().stream()
                .map(node -> node.label().text() + "=" + node.agentId().hex())
                .collect(Collectors.joining(","));
        return List.of(
                "--anchor",
                anchor.label().text(),
                "--nodes",
                nodes,
                "--api-base",
                anchor.address().toString(),
                "--api-token-file",
                anchor.tokenFile().toString());
    }

    private static CommandRun run(CommandLine command, Path directory, List<String> arguments) {
        Path json = made(directory).resolve("report.json");
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of(
                "--json", json.toString(), "--run-dir", directory.resolve("run").toString(), "--color=never"));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int exit = new CommandLineRunner(Map.of(), Main.VARIABLES).run(command, all.toArray(String[]::new));
        System.out.println(out);
        System.out.println(err);
        try {
            return new CommandRun(
                    exit, out.toString(), err.toString(), ReportSchema.assertValid(Files.readString(json)));
        } catch (IOException e) {
            throw new UncheckedIOException("exit " + exit + ", no report: " + err, e);
        }
    }

    private static Path made(Path directory) {
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int total(String name) {
        return report.path("totals").path(name).asInt(-1);
    }

    /** Returns every cell that is not proven, as {@code src>dst OUTCOME(code)}, sorted. */
    public List<String> unproven() {
        List<String> cells = new ArrayList<>();
        report.path("cells").forEach(cell -> {
            String outcome = cell.path("outcome").asText();
            if (!outcome.equals("PROVEN")) {
                String code = cell.path("code").asText("");
                cells.add(cell.path("src").asText() + ">" + cell.path("dst").asText() + " " + outcome
                        + (code.isEmpty() || code.equals("null") ? "" : "(" + code + ")"));
            }
        });
        return cells.stream().sorted().toList();
    }

    /** Returns the cells with this flag, as {@code src>dst}. */
    public List<String> flagged(String flag) {
        List<String> cells = new ArrayList<>();
        report.path("cells").forEach(cell -> {
            for (JsonNode one : cell.path("flags")) {
                if (one.asText().equals(flag)) {
                    cells.add(cell.path("src").asText() + ">" + cell.path("dst").asText());
                }
            }
        });
        return cells;
    }

    /** Returns the distinct paths that the hops took. */
    public List<String> paths() {
        List<String> paths = new ArrayList<>();
        report.path("cells").forEach(cell -> paths.add(cell.path("path").asText()));
        return paths.stream().distinct().toList();
    }
}
