/**
 * Decides when what is run: a state machine that gets events with two clocks and returns decisions. Pure: it starts nothing
 * and reads no clock. Confined to the daemon's loop thread.
 */
@NullMarked
package dev.x0xtest.serve.schedule;

import org.jspecify.annotations.NullMarked;
