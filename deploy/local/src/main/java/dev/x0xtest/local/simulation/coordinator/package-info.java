/**
 * The coordinator of a simulated fleet: real runs on real drivers, whose processes can be killed and started again.
 *
 * <p>One thread drives everything. Knows the daemon of the anchor by {@link
 * dev.x0xtest.local.simulation.coordinator.Anchor} only.
 */
@NullMarked
package dev.x0xtest.local.simulation.coordinator;

import org.jspecify.annotations.NullMarked;
