/**
 * A command and its answer, by whatever route: retries, patience, parts of a long command.
 *
 * <p>Pure; confined to the run's thread. Uses {@code run.node} and {@code run.terms}.
 */
@NullMarked
package dev.x0xtest.coordinator.run.ask;

import org.jspecify.annotations.NullMarked;
