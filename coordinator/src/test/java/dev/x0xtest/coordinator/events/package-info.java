@NullMarked
package dev.x0xtest.coordinator.events;

import org.jspecify.annotations.NullMarked;
