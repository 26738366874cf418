package dev.x0xtest.wire.plan;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NodeLabel;

/** One node of a plan's roster; its index is its place in the list. */
public record PlanNode(String label, String agentId) {
    /**
     * Checks both.
     *
     * @throws IllegalArgumentException unless the label is a label and the id an agent id
     */
    public PlanNode {
        label = new NodeLabel(label).text();
        agentId = new AgentId(agentId).hex();
    }
}
