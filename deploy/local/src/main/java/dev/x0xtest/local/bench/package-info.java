/**
 * What {@code bench/run} measures against: the bare sends of a mesh.
 *
 * <p>Blocks its caller. Uses {@code local.mesh} and the daemon's client.
 */
@NullMarked
package dev.x0xtest.local.bench;

import org.jspecify.annotations.NullMarked;
