/**
 * The journal of a run: the append-only record of its events, in a file, and its replay into the report.
 *
 * <p>{@code RunDriver} writes it, the commands read it. Uses {@code run} to replay the events, {@code run.terms} for their
 * types.
 */
@NullMarked
package dev.x0xtest.coordinator.run.journal;

import org.jspecify.annotations.NullMarked;
