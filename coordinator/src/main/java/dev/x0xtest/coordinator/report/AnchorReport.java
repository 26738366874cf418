package dev.x0xtest.coordinator.report;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NodeLabel;

/**
 * The node whose daemon the coordinator talked to.
 *
 * @param apiBase the daemon's address without any token; through a tunnel the one on its host, with node and host
 * @param x0xd the daemon's version
 * @param peers how many peers the daemon had when the run began
 */
public record AnchorReport(NodeLabel node, String apiBase, AgentId agentId, String machineId, String x0xd, int peers) {}
