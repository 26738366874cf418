/**
 * The event streams of one x0xd: one HTTP connection per stream, reconnected with back-off.
 *
 * <p>Confined to the event loop that it is given, where listeners run; {@code EventStream} itself may be called from
 * any thread. Uses {@code daemon}, {@code wire}, Netty, Jackson and slf4j.
 */
@NullMarked
package dev.x0xtest.daemon.stream;

import org.jspecify.annotations.NullMarked;
