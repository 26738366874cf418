/**
 * Figures that follow from all cells of a report: what the loss of one node would cut, and how the versions of x0xd get on
 * with each other.
 *
 * <p>Pure. Computed when asked, never kept in a report.
 */
@NullMarked
package dev.x0xtest.coordinator.report.figure;

import org.jspecify.annotations.NullMarked;
