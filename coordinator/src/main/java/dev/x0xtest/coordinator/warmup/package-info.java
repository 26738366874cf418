/**
 * Loads what a run needs before it is known what is to be run.
 *
 * <p>May use: whatever a run and its report need; only the start of the program uses it.
 */
@NullMarked
package dev.x0xtest.coordinator.warmup;

import org.jspecify.annotations.NullMarked;
