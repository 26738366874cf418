/**
 * Virtual time: event loops whose clock jumps to the next task, and hosts that do not run now and then.
 *
 * <p>One thread drives everything.
 */
@NullMarked
package dev.x0xtest.local.simulation.time;

import org.jspecify.annotations.NullMarked;
