package dev.x0xtest.coordinator.causes.kind;

import dev.x0xtest.wire.NodeLabel;

/** An ordered pair of nodes. */
public record Pair(NodeLabel src, NodeLabel dst) {}
