package dev.x0xtest.coordinator.command;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.cli.files.UserDirectories;
import dev.x0xtest.cli.options.AckMillis;
import dev.x0xtest.coordinator.command.options.AnchorOptions;
import dev.x0xtest.coordinator.command.options.OutputOptions;
import dev.x0xtest.coordinator.matrix.Measurement;
import dev.x0xtest.coordinator.matrix.Outputs;
import dev.x0xtest.coordinator.report.Origin;
import dev.x0xtest.coordinator.run.journal.JournalReplay;
import dev.x0xtest.coordinator.runs.RunDirectory;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * A run whose coordinator is gone, and the way to its anchor: as it was typed for that run, unless it is given anew. A
 * picocli mixin.
 */
final class EarlierRun {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "RUN",
            description = "latest, the start of a run's id, or the directory of a run. Its anchor is reached as on the"
                    + " command line of that run, unless it is given here in another way. A run that has ended shows its"
                    + " report again.")
    private String run = "";

    @Mixin
    @SuppressWarnings("UnusedVariable") // its options are looked up by name
    private AnchorWay way = new AnchorWay();

    @Mixin
    private OutputOptions output = new OutputOptions();

    /** The journal of the run; empty: this machine has none of it. Throws one clear line when it may be several. */
    Optional<Path> journal() {
        return RunDirectory.search(run, UserDirectories.of(System.getenv()));
    }

    /** As it was typed. */
    String typed() {
        return run;
    }

    /** Goes on with it, or ends it; shows the report again if it has ended already. */
    int goOn(boolean cancel) throws InterruptedException {
        Path journal = RunDirectory.journal(run, UserDirectories.of(System.getenv()));
        Path directory =
                Optional.ofNullable(journal.toAbsolutePath().getParent()).orElse(journal);
        Outputs outputs = output.checked(RunDirectory.files(directory));
        JournalReplay.Head head = RunDirectory.head(journal);
        Measurement.Config config = Measurement.Config.resumed(head.config(), commandAckMs(head.origin()), outputs);
        CommandLine terminal = spec.commandLine();
        return new Measurement(config, terminal.getOut(), terminal.getErr())
                .resume(head.config(), directory, () -> anchor(head), cancel)
                .code();
    }

    /** As the run before had it; durable commands where that is unknown. */
    private static @Nullable Integer commandAckMs(@Nullable Origin origin) {
        String known = origin == null ? null : origin.options().get("--command-ack-ms");
        return known == null ? null : new AckMillis.Converter().convert(known).orNull();
    }

    /** What was typed for the run before, unless it is given anew. */
    private AnchorWay way(@Nullable Origin origin) {
        List<String> typed = origin == null ? List.of() : origin.commandLine();
        if (typed.size() > 1 && typed.get(1).equals("local")) {
            throw new EnvironmentException(
                    "this run was on a mesh that x0xtest local had started, and the mesh ended with it: nothing is left to"
                            + " go on with; x0xtest report shows what is known",
                    null);
        }
        return AnchorWay.of(typed, spec);
    }

    private Measurement.Anchor anchor(JournalReplay.Head head) {
        AnchorOptions.Anchor anchor = way(head.origin()).to(head.config().anchor());
        return new Measurement.Anchor(anchor.route(), anchor.token());
    }
}
