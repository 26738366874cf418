/**
 * The fault switch of {@code local --serve}: what can be done to the daemons of a local mesh, the faults that hold, and the
 * routes that the API of the daemon gets for them.
 *
 * <p>One thread of the switch makes and ends all faults, and blocks. May use {@code local.mesh}, {@code local.mesh.daemons},
 * {@code local.mesh.process}, the stand-in, {@code cli}, {@code wire}, and of the daemon its API's messages and live records.
 */
@NullMarked
package dev.x0xtest.local.faults;

import org.jspecify.annotations.NullMarked;
