/**
 * Decides which commands to execute: coordinators and their powers, rate limits, and retransmits.
 *
 * <p>Pure: no I/O, no clock, no thread; confined to the runner's event loop. Uses {@code wire}, {@code wire.action} and
 * {@code wire.result}.
 */
@NullMarked
package dev.x0xtest.runner.gate;

import org.jspecify.annotations.NullMarked;
