/**
 * One run at one runner: which hop leaves when, what arrived, and the state of the run.
 *
 * <p>Thread: pure and confined to the event loop.
 *
 * <p>May use: the wire formats only.
 */
@NullMarked
package dev.x0xtest.runner.plan.run;

import org.jspecify.annotations.NullMarked;
