package dev.x0xtest.minimesh.contract.mesh;

/** The number of daemons, and the interval of their announcements in seconds. */
public record MeshPlan(int nodes, int heartbeatSecs) {}
