/**
 * Event streams of one x0xd: one connection each, kept up by a lifecycle that knows when to try again.
 *
 * <p>Confined to the event loop it is given; listeners run there. Uses the API in {@code daemon}.
 */
@NullMarked
package dev.x0xtest.daemon.stream;

import org.jspecify.annotations.NullMarked;
