/**
 * What a person reads at the end of a run: heat map, findings, verdict.
 *
 * <p>Pure, for any thread: a function of the report and of what the console can show. Uses {@code render.map}, {@code
 * render.console}, {@code cli.terminal}, {@code report} and {@code report.format}.
 */
@NullMarked
package dev.x0xtest.coordinator.render;

import org.jspecify.annotations.NullMarked;
