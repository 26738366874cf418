/** The cells of a report as a grid of symptoms: what witnesses have said of each pair. Pure. */
@NullMarked
package dev.x0xtest.coordinator.causes.cells;

import org.jspecify.annotations.NullMarked;
