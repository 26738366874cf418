/**
 * A runner's share of a run by the plan protocol: the row that it sends, the column that it receives, their ledger and
 * its report.
 *
 * <p>Confined to the runner's event loop. Only {@code PlanRuns}, {@code RunReporter} and {@code HopSender}
 * use the loop or the daemon; the others are pure. Uses {@code action} and {@code action.send}
 * of the runner, {@code daemon}, all wire packages, Netty's event loop, Jackson and slf4j.
 */
@NullMarked
package dev.x0xtest.runner.plan;

import org.jspecify.annotations.NullMarked;
