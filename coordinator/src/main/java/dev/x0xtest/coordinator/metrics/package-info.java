/**
 * Metrics of a run in Prometheus' data model, made from its report, and their text.
 *
 * <p>Pure, for any thread. Uses {@code report} with {@code report.format}, {@code causes} and Prometheus' own client. Only an
 * output that asks for metrics loads it.
 */
@NullMarked
package dev.x0xtest.coordinator.metrics;

import org.jspecify.annotations.NullMarked;
