/**
 * The plans of a whole fleet: who sends what to whom, when, under which key.
 *
 * <p>Thread: immutable values.
 *
 * <p>May use: the plan's wire format and {@code run.terms}.
 */
@NullMarked
package dev.x0xtest.coordinator.run.plans.fleet;

import org.jspecify.annotations.NullMarked;
