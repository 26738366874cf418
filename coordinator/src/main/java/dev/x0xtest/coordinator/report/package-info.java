/**
 * The report of a run: records whose constructors check that the accounting is closed.
 *
 * <p>Pure, immutable, for any thread. Uses values of {@code wire} and the exit codes of {@code cli}; knows nothing of how a
 * run is driven.
 */
@NullMarked
package dev.x0xtest.coordinator.report;

import org.jspecify.annotations.NullMarked;
