/**
 * The daemons of a local mesh: stand-ins in this process or real x0xd processes, behind one interface.
 *
 * <p>Blocks its caller, with deadlines. May use {@code local.mesh.process}, the stand-in, {@code daemon} and its REST
 * client, {@code wire} and {@code cli}.
 */
@NullMarked
package dev.x0xtest.local.mesh.daemons;

import org.jspecify.annotations.NullMarked;
