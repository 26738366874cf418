/**
 * How long hops take, and how far the clocks of the hosts are apart.
 *
 * <p>Pure, for any thread; a {@link Samples} and a {@link ClockFit} belong to one. Times are in us. Uses no other package.
 */
@NullMarked
package dev.x0xtest.coordinator.latency;

import org.jspecify.annotations.NullMarked;
