/**
 * Looks at the hosts of a fleet: over ssh, through their daemons, and by asking the runners.
 *
 * <p>Blocks its caller; each visit has a deadline. Uses {@code fleet}, {@code tunnel} and the daemon's client.
 */
@NullMarked
package dev.x0xtest.coordinator.fleet.hosts;

import org.jspecify.annotations.NullMarked;
