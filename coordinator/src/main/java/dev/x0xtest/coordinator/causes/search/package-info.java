/** Hypotheses, how well a set of them explains the cells, and the search for the best set. Pure. */
@NullMarked
package dev.x0xtest.coordinator.causes.search;

import org.jspecify.annotations.NullMarked;
