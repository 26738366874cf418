/**
 * The plan protocol: one command gives a runner its share of a whole run, and one result returns its record of the run.
 * {@code docs/protocol.md}, section Plans.
 *
 * <p>Pure: no I/O, no clock, no randomness, no thread; immutable. Uses {@code wire}, {@code wire.action},
 * {@code wire.json}, {@code wire.result} and Jackson.
 */
@NullMarked
package dev.x0xtest.wire.plan;

import org.jspecify.annotations.NullMarked;
