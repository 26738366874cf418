package dev.x0xtest.minimesh.contract;

/** How many daemons, and how often each announces itself. */
record MeshPlan(int nodes, int heartbeatSecs) {}
