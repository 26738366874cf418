package dev.x0xtest.coordinator.run;

import dev.x0xtest.coordinator.run.ask.AskContext;
import dev.x0xtest.coordinator.run.ask.Commands;
import dev.x0xtest.coordinator.run.ask.Exchanges;
import dev.x0xtest.coordinator.run.find.Discovery;
import dev.x0xtest.coordinator.run.node.Doubles;
import dev.x0xtest.coordinator.run.node.Liveness;
import dev.x0xtest.coordinator.run.node.Roster;
import dev.x0xtest.coordinator.run.pairs.Matrix;
import dev.x0xtest.coordinator.run.plans.PlanPhase;
import dev.x0xtest.coordinator.run.suspects.Suspects;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import dev.x0xtest.wire.AgentId;

/** The parts of a run; they exist once the anchor has answered. */
record RunParts(
        RunEvent.Started anchor,
        Roster roster,
        Exchanges exchanges,
        Discovery discovery,
        Matrix matrix,
        PlanPhase plans,
        Liveness liveness,
        Resumption resumption,
        ResultRouter results,
        Doubles doubles,
        Suspects suspects) {
    /** Makes them and connects them with the run; nothing begins. Throws when the roster contradicts the anchor. */
    static RunParts of(RunConfig config, RunEvent.Started started, RunState run) throws Roster.ConflictException {
        AgentId anchor = new AgentId(started.agentId());
        Roster roster = new Roster(config, anchor, started.apiBase());
        roster.byAgent(anchor).ifPresent(node -> node.daemonSays(started.x0xd()));
        Commands commands = new Commands(config, anchor);
        Exchanges exchanges = new Exchanges(run.outbox, run.timers, run.incoming.reassembler());
        Doubles doubles = new Doubles(roster, run.outbox);
        Discovery discovery = new Discovery(
                config, roster, exchanges, run.outbox, run.timers, commands, doubles, run::found, run::moved);
        Matrix matrix =
                new Matrix(config, roster, run.timers, run.outbox, exchanges, commands, run.payloads, discovery);
        AskContext line = new AskContext(exchanges, commands, run.timers, run.outbox);
        PlanPhase plans = new PlanPhase(config, roster, line, matrix, discovery, run.clock, run.keys, run::moved);
        Liveness liveness = new Liveness(
                config.limits(),
                config.anchor(),
                roster.nodes(),
                run.timers,
                new LostNodes(exchanges, matrix, plans, run.outbox, run::count));
        Resumption resumption = new Resumption(roster, line, matrix, plans, run.clock, run::stillRuns);
        Suspects suspects = new Suspects(
                config.limits().evidence(), roster, line, liveness, plans::rowEnded, matrix.cells(), run.clock);
        ResultRouter results =
                new ResultRouter(roster, exchanges, discovery, matrix, plans, liveness, doubles, run::count);
        return new RunParts(
                started, roster, exchanges, discovery, matrix, plans, liveness, resumption, results, doubles, suspects);
    }
}
