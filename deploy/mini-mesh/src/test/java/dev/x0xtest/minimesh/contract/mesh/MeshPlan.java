package dev.x0xtest.minimesh.contract.mesh;

/** How many daemons, and how often each announces itself. */
public record MeshPlan(int nodes, int heartbeatSecs) {}
