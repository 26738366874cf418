/**
 * What becomes of single messages between simulated daemons: lost, changed, doubled, late, answered otherwise, or rewritten
 * on the way from a runner to its coordinator.
 *
 * <p>One thread drives everything. Knows the frames of the wire, and no daemon.
 */
@NullMarked
package dev.x0xtest.local.simulation.message;

import org.jspecify.annotations.NullMarked;
