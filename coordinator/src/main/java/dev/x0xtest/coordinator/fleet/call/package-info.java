/**
 * Calls the runners of a fleet outside of a run, through an anchor: which runs they know, and to end one.
 *
 * <p>Blocks its caller, each call with a deadline; what is heard is kept on the event loop given. Uses {@code tunnel}, the wire
 * format and the daemon's client.
 */
@NullMarked
package dev.x0xtest.coordinator.fleet.call;

import org.jspecify.annotations.NullMarked;
