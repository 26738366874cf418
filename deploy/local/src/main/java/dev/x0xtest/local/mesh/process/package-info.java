/**
 * Child processes that end with this process, the temporary directory that they share, and waiting with a deadline.
 *
 * <p>Blocks its caller. May use {@code cli}, {@code daemon} (its exceptions) and the coordinator's {@code tunnel} (its
 * guard against orphaned processes).
 */
@NullMarked
package dev.x0xtest.local.mesh.process;

import org.jspecify.annotations.NullMarked;
