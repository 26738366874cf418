@NullMarked
package dev.x0xtest.coordinator.causes;

import org.jspecify.annotations.NullMarked;
