package dev.x0xtest.serve.api.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.cli.files.UserDirectories;
import dev.x0xtest.coordinator.explain.Explainer;
import dev.x0xtest.coordinator.explain.ExplanationJson;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.run.messages.Messages;
import dev.x0xtest.coordinator.runs.RunDirectory;
import dev.x0xtest.wire.NodeLabel;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Explains pairs of runs whose journals are still on this machine, as {@code x0xtest explain} does. Any thread; it blocks. */
public final class Explanations {
    private static final Logger log = LoggerFactory.getLogger(Explanations.class);

    private final UserDirectories user;

    /**
     * Explains runs of this user.
     *
     * @param user where the runs leave their journals
     */
    public Explanations(UserDirectories user) {
        this.user = user;
    }

    /** What became of the question. */
    public sealed interface Answer {
        /** Explained: explain/1. */
        record Explained(ObjectNode json) implements Answer {}

        /** The run has no such pair. */
        record NoSuchPair() implements Answer {}

        /** The journal is not on this machine any more, or cannot be read. */
        record NoJournal() implements Answer {}
    }

    /**
     * Explains one pair.
     *
     * @param run its whole id
     */
    public Answer of(String run, NodeLabel src, NodeLabel dst) {
        try {
            Optional<Path> journal = RunDirectory.search(run, user)
                    .filter(found -> RunDirectory.head(found).config().runId().equals(run));
            return journal.map(found -> explained(found, src, dst)).orElseGet(Answer.NoJournal::new);
        } catch (EnvironmentException e) {
            // Its words name files of this machine.
            log.warn("run={} cannot be explained: {}", run, e.getMessage());
            return new Answer.NoJournal();
        }
    }

    private static Answer explained(Path journal, NodeLabel src, NodeLabel dst) {
        Report report = RunDirectory.report(journal);
        boolean declared = report.cells().stream()
                .anyMatch(cell -> cell.src().equals(src) && cell.dst().equals(dst));
        if (!declared) {
            return new Answer.NoSuchPair();
        }
        Explainer explainer = new Explainer(report, src, dst);
        Messages messages = new Messages(RunDirectory.head(journal).config(), explainer);
        RunDirectory.report(journal, messages::saw);
        return new Answer.Explained(ExplanationJson.tree(explainer.explanation()));
    }
}
