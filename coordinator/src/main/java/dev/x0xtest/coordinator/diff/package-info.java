/**
 * Compares two runs of one fleet: what is new, fixed, still not proven, flapping, and slower by more than noise.
 *
 * <p>Pure. Immutable results.
 */
@NullMarked
package dev.x0xtest.coordinator.diff;

import org.jspecify.annotations.NullMarked;
