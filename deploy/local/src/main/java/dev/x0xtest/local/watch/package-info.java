/**
 * The watch of {@code local --serve}: the whole of {@code serve} over a local mesh, with a switch for faults.
 *
 * <p>Any thread; opening and closing block. May use {@code local.faults}, {@code local.mesh}, {@code local.mesh.daemons}, and of
 * the daemon what its start needs.
 */
@NullMarked
package dev.x0xtest.local.watch;

import org.jspecify.annotations.NullMarked;
