/**
 * The daemons of a local mesh: stand-ins in this process, or real x0xd processes.
 *
 * <p>Blocks its caller, with deadlines.
 */
@NullMarked
package dev.x0xtest.local.mesh.daemons;

import org.jspecify.annotations.NullMarked;
