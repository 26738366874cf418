/**
 * Commands to a runner: the envelope, all actions of upstream's runner, their parameters and their details.
 *
 * <p>Pure: no I/O, no clock, no thread. Immutable, except the registry while it is filled. Uses {@code wire},
 * {@code wire.json}, {@code wire.result} and Jackson.
 */
@NullMarked
package dev.x0xtest.wire.action;

import org.jspecify.annotations.NullMarked;
