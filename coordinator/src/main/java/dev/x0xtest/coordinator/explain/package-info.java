/**
 * Explains one pair of a run: every message about it on one timeline, from the run's journal and the records of both
 * runners in it.
 *
 * <p>Pure. Confined to one thread.
 */
@NullMarked
package dev.x0xtest.coordinator.explain;

import org.jspecify.annotations.NullMarked;
