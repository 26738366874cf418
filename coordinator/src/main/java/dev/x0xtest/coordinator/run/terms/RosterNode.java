package dev.x0xtest.coordinator.run.terms;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NodeLabel;
import org.jspecify.annotations.Nullable;

/** A node asked for. {@code pinned} is the agent id it must have; without one it is learned in discovery. */
public record RosterNode(NodeLabel label, @Nullable AgentId pinned) {}
