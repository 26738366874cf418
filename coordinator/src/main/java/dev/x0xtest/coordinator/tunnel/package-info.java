/**
 * The route to the anchor's daemon: direct, or through one system {@code ssh} that forwards one port for the length of a
 * run; and single commands on a host over ssh.
 *
 * <p>A tunnel belongs to its event loop; {@code SshRead} and {@code AnchorRoute.open} block their caller; a thread
 * of {@code SshProcess} reads what ssh says. Uses the daemon's client and the errors of {@code cli}.
 */
@NullMarked
package dev.x0xtest.coordinator.tunnel;

import org.jspecify.annotations.NullMarked;
