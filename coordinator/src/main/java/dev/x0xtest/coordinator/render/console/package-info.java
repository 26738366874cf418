/**
 * What a terminal can show: width, colour, wrapping, progress.
 *
 * <p>{@code Progress} belongs to one thread and prints; {@code Terminals} asks the system; all else is pure. Uses {@code
 * report} for the colours of verdicts and classes.
 */
@NullMarked
package dev.x0xtest.coordinator.render.console;

import org.jspecify.annotations.NullMarked;
