/**
 * The runs on this machine: each has a directory with its journal, its keys, its lock and its report.
 *
 * <p>Blocks its caller. Uses {@code run.journal} to read and write journals.
 */
@NullMarked
package dev.x0xtest.coordinator.runs;

import org.jspecify.annotations.NullMarked;
