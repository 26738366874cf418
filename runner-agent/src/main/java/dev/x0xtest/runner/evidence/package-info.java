/**
 * What a runner knows of its host and of its daemon beside the hops: counters, the daemon's view of a peer, how late its own
 * timer was. It explains pairs that are not proven and decides none.
 *
 * <p>Confined to the runner's event loop. Uses {@code daemon}, {@code action} and {@code gate} of the runner, the
 * wire packages, Netty's event loop and Jackson.
 */
@NullMarked
package dev.x0xtest.runner.evidence;

import org.jspecify.annotations.NullMarked;
