/**
 * A report as JSON and as JUnit XML, and the words for a cell that is not proven.
 *
 * <p>Pure, for any thread: writes to a given writer. Uses {@code report}, exit codes, Jackson and the JDK's XML writer.
 */
@NullMarked
package dev.x0xtest.coordinator.report.format;

import org.jspecify.annotations.NullMarked;
