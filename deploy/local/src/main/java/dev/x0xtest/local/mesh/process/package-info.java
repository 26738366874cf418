/**
 * Child processes that cannot outlive us, their directory, and waiting with a deadline.
 *
 * <p>Blocks its caller.
 */
@NullMarked
package dev.x0xtest.local.mesh.process;

import org.jspecify.annotations.NullMarked;
