/**
 * The report as one HTML page that needs no network and no script to be read: causes first, then the matrix, the nodes, the
 * pairs, the latencies and the phases of the run.
 *
 * <p>Pure, for any thread. Everything that a node or a daemon says goes through {@link
 * dev.x0xtest.coordinator.picture.Markup}.
 */
@NullMarked
package dev.x0xtest.coordinator.picture.page;

import org.jspecify.annotations.NullMarked;
