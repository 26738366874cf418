/**
 * Drives a run: the only part with a thread, a clock and a file.
 *
 * <p>The driver runs on one event loop. Uses {@code RunState}, the daemon's API and {@code cli.files}.
 */
@NullMarked
package dev.x0xtest.coordinator.run.drive;

import org.jspecify.annotations.NullMarked;
