/**
 * Metrics of the runner for Prometheus, and the HTTP endpoint that serves them.
 *
 * <p>Confined to the runner's event loop. Uses counters of other parts of the runner, Netty's HTTP server and Prometheus' own
 * client. A runner without {@code --metrics} loads none of it.
 */
@NullMarked
package dev.x0xtest.runner.metrics;

import org.jspecify.annotations.NullMarked;
