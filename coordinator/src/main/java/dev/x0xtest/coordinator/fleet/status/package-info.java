/**
 * The condition of a fleet: what its runners say of themselves, of their daemons and of their hosts, and what is wrong with
 * it.
 *
 * <p>Pure. Any thread.
 */
@NullMarked
package dev.x0xtest.coordinator.fleet.status;

import org.jspecify.annotations.NullMarked;
