/**
 * A runner's share of a run by the plan protocol: row, column and their ledger. Pure but for {@code PlanRuns}, which is
 * confined to the event loop.
 */
@NullMarked
package dev.x0xtest.runner.plan;

import org.jspecify.annotations.NullMarked;
