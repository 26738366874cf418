/**
 * Inspects the hosts of a fleet: over ssh, through their daemons, and by asking the runners.
 *
 * <p>Blocks its caller; visits share eight threads and each has a deadline; the anchor's stream runs on the event loop given. Uses
 * {@code fleet}, {@code tunnel}, the wire format and the daemon's client.
 */
@NullMarked
package dev.x0xtest.coordinator.fleet.hosts;

import org.jspecify.annotations.NullMarked;
