package dev.x0xtest.coordinator.run.messages;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.plan.Plan;
import java.util.List;

/**
 * Which index each node has in the plans of an epoch.
 *
 * @param run the id of the epoch
 * @param index of the runner that got this plan
 * @param agents by index
 */
public record PlanRoster(String run, int epoch, int index, List<String> agents) {
    public PlanRoster {
        agents = List.copyOf(agents);
    }

    static PlanRoster of(Plan plan) {
        return new PlanRoster(
                plan.run(),
                plan.epoch(),
                plan.index(),
                plan.roster().stream().map(Plan.Node::agentId).toList());
    }

    /** The index of an agent; -1: it is not in the plan. */
    public int of(AgentId agent) {
        return agents.indexOf(agent.hex());
    }
}
