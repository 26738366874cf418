/**
 * The heat map: cells as letters, rows and columns as counts, large fleets as blocks.
 *
 * <p>Pure, for any thread. Uses {@code report}, {@code report.format}, {@code render.console} and {@code cli.terminal}.
 */
@NullMarked
package dev.x0xtest.coordinator.render.map;

import org.jspecify.annotations.NullMarked;
