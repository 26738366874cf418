/** Tests of the metrics of a run. */
@NullMarked
package dev.x0xtest.coordinator.metrics;

import org.jspecify.annotations.NullMarked;
