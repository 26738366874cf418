/** Nodes that are slow, and hosts that were busy: what shows although every pair is proven. Pure. */
@NullMarked
package dev.x0xtest.coordinator.causes.speed;

import org.jspecify.annotations.NullMarked;
