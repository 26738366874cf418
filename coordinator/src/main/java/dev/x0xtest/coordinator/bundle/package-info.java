/**
 * A bundle of one run to show to others: its report and its messages without secrets, and without names if wanted.
 *
 * <p>Blocks its caller. Any thread, one at a time.
 */
@NullMarked
package dev.x0xtest.coordinator.bundle;

import org.jspecify.annotations.NullMarked;
