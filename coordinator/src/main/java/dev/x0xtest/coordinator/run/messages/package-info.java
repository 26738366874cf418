/**
 * The messages of a run, told again from a replay of its journal: each command to a runner and each result of one.
 *
 * <p>Pure. Confined to the thread of the replay.
 */
@NullMarked
package dev.x0xtest.coordinator.run.messages;

import org.jspecify.annotations.NullMarked;
