package dev.x0xtest.runner.plan;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.plan.HopId;

/** One attempt that may leave now. */
@SuppressWarnings("ArrayRecordComponent") // handed straight to a send
record Hop(HopId id, AgentId to, byte[] frame) {}
