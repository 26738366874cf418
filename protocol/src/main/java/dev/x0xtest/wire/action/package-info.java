/**
 * What a runner can be asked to do: the command, every action of upstream's runner, their parameters and details.
 *
 * <p>Pure: no I/O, no clock; immutable. Uses {@code wire}, {@code wire.json} and {@code wire.result}.
 */
@NullMarked
package dev.x0xtest.wire.action;

import org.jspecify.annotations.NullMarked;
