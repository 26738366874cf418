/**
 * The frames in direct messages: {@code cmd}, {@code res}, {@code res2}, {@code hop} and the legacy form.
 *
 * <p>Pure: no I/O, no clock, no thread; immutable, any thread may call it. Uses {@code wire}, {@code wire.json},
 * {@code wire.result} and {@code wire.action}.
 */
@NullMarked
package dev.x0xtest.wire.frame;

import org.jspecify.annotations.NullMarked;
