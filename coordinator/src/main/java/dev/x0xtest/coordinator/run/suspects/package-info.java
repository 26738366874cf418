/** What is asked about nodes that something speaks against, and what was learned of all nodes beside the cells. */
@NullMarked
package dev.x0xtest.coordinator.run.suspects;

import org.jspecify.annotations.NullMarked;
