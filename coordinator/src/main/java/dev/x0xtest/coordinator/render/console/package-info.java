/**
 * What a terminal can show: width, colour, wrapping, progress.
 *
 * <p>{@code Progress} belongs to one thread, all else is pure. Uses no other package of the renderer.
 */
@NullMarked
package dev.x0xtest.coordinator.render.console;

import org.jspecify.annotations.NullMarked;
