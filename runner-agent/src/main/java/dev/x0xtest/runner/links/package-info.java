/**
 * Which connections of the daemon to other machines were made anew of late. It shows when two daemons of one identity take
 * turns, and decides no pair.
 *
 * <p>Confined to the runner's event loop. Uses {@code daemon}, the wire packages, Netty's event loop and Jackson.
 */
@NullMarked
package dev.x0xtest.runner.links;

import org.jspecify.annotations.NullMarked;
