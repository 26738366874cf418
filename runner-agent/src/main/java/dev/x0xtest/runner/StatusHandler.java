package dev.x0xtest.runner;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.runner.action.ActionHandler;
import dev.x0xtest.runner.action.CoverageProbe;
import dev.x0xtest.runner.action.ProcessFacts;
import dev.x0xtest.runner.evidence.DaemonCounters;
import dev.x0xtest.runner.evidence.PeerQuestions;
import dev.x0xtest.runner.evidence.PeerSnapshots;
import dev.x0xtest.runner.intake.CommandIntake;
import dev.x0xtest.runner.plan.KnownRuns;
import dev.x0xtest.runner.result.ResultQueue;
import dev.x0xtest.runner.result.RunnerIdentity;
import dev.x0xtest.wire.json.WireJson;
import dev.x0xtest.wire.plan.Evidence;
import dev.x0xtest.wire.plan.Status;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The action {@code status}: the condition of this runner, its host and its daemon. */
final class StatusHandler implements ActionHandler<Status.Params, Status> {
    private final PeerSnapshots peers;
    private final RunnerIdentity self;
    private final KnownRuns runs;
    private final DaemonCounters counters;
    private final PeerQuestions questions;
    private final CoverageProbe coverage;
    private final CommandIntake commands;
    private final ResultQueue results;
    private final long startedAtMs;

    StatusHandler(
            PeerSnapshots peers,
            RunnerIdentity self,
            KnownRuns runs,
            DaemonCounters counters,
            PeerQuestions questions,
            CoverageProbe coverage,
            CommandIntake commands,
            ResultQueue results,
            long startedAtMs) {
        this.peers = peers;
        this.self = self;
        this.runs = runs;
        this.counters = counters;
        this.questions = questions;
        this.coverage = coverage;
        this.commands = commands;
        this.results = results;
        this.startedAtMs = startedAtMs;
    }

    @Override
    public CompletableFuture<ActionHandler.Reply<Status>> handle(Status.Params params, ActionHandler.Context context) {
        CompletableFuture<List<Evidence.PeerView>> about = questions.ask(params.about(), context.coordinator());
        CompletableFuture<PeerSnapshots.Links> links = peers.links();
        return counters.read()
                .thenCompose(reading -> links.thenCombine(about, (linked, views) -> {
                    Daemon.Health health = reading.health();
                    return ActionHandler.Reply.ok(status(health)
                            .with(
                                    health == null ? null : Long.valueOf(health.uptimeSecs()),
                                    linked.healthy(),
                                    linked.degraded(),
                                    reading.known(),
                                    views));
                }));
    }

    private Status status(Daemon.@Nullable Health health) {
        ProcessFacts facts = ProcessFacts.read();
        KnownRuns.Latest run = runs.latest();
        ObjectNode refused = WireJson.object();
        commands.ignored().forEach((reason, count) -> refused.put(reason.name().toLowerCase(Locale.ROOT), count));
        return new Status(
                RunnerIdentity.AGENT,
                health == null ? null : health.version(),
                health == null ? null : health.peers(),
                facts.load(),
                facts.rssBytes(),
                self.clock().millis(),
                self.clock().millis() - startedAtMs,
                run == null ? null : run.run(),
                run == null ? null : run.coordinator(),
                run == null ? null : run.state(),
                refused,
                results.dropped(),
                coverage.now(),
                runs.all());
    }
}
