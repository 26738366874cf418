package dev.x0xtest.runner;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.runner.action.ActionHandler;
import dev.x0xtest.runner.action.CoverageProbe;
import dev.x0xtest.runner.action.ProcessFacts;
import dev.x0xtest.runner.intake.CommandIntake;
import dev.x0xtest.runner.plan.PlanRuns;
import dev.x0xtest.runner.result.ResultQueue;
import dev.x0xtest.runner.result.RunnerIdentity;
import dev.x0xtest.wire.json.WireJson;
import dev.x0xtest.wire.plan.Status;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The action {@code status}: the condition of this runner, its host and its daemon. */
final class StatusHandler implements ActionHandler<Status.Params, Status> {
    private final Daemon daemon;
    private final RunnerIdentity self;
    private final PlanRuns runs;
    private final CoverageProbe coverage;
    private final CommandIntake commands;
    private final ResultQueue results;
    private final long startedAtMs;

    StatusHandler(
            Daemon daemon,
            RunnerIdentity self,
            PlanRuns runs,
            CoverageProbe coverage,
            CommandIntake commands,
            ResultQueue results,
            long startedAtMs) {
        this.daemon = daemon;
        this.self = self;
        this.runs = runs;
        this.coverage = coverage;
        this.commands = commands;
        this.results = results;
        this.startedAtMs = startedAtMs;
    }

    @Override
    public CompletableFuture<ActionHandler.Reply<Status>> handle(Status.Params params, ActionHandler.Context context) {
        return daemon.health().handle((health, error) -> ActionHandler.Reply.ok(status(health)));
    }

    private Status status(Daemon.@Nullable Health health) {
        ProcessFacts facts = ProcessFacts.read();
        PlanRuns.Latest run = runs.latest();
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
                runs.known());
    }
}
