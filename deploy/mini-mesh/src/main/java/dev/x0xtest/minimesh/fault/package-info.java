/**
 * Injected faults. All nodes of a process share one {@link dev.x0xtest.minimesh.fault.FaultPlan} and ask it before each
 * delivery.
 *
 * <p>A fault selects deliveries by source, destination, plane and payload. It knows nothing of what the payload means.
 *
 * <p>Pure and thread-safe: any thread may change the plan at any time. May use {@code identity}.
 */
@NullMarked
package dev.x0xtest.minimesh.fault;

import org.jspecify.annotations.NullMarked;
