/**
 * Writes a report as JSON and as JUnit XML, and describes cells that are not proven.
 *
 * <p>Pure; any thread. Writes to the caller's writer. Uses {@code report}, exit codes, Jackson and the JDK's XML writer.
 */
@NullMarked
package dev.x0xtest.coordinator.report.format;

import org.jspecify.annotations.NullMarked;
