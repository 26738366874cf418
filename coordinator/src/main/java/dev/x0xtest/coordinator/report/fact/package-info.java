/** What a run learned of its nodes beside the cells. Pure. */
@NullMarked
package dev.x0xtest.coordinator.report.fact;

import org.jspecify.annotations.NullMarked;
