/**
 * Colours, lists and progress on a console.
 *
 * <p>{@code Progress} belongs to one thread and prints; all else is pure. Uses {@code cli.terminal} for what the console can
 * show, and {@code report} for the colours of verdicts and classes.
 */
@NullMarked
package dev.x0xtest.coordinator.render.console;

import org.jspecify.annotations.NullMarked;
