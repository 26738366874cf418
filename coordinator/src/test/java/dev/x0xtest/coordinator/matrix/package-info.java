@NullMarked
package dev.x0xtest.coordinator.matrix;

import org.jspecify.annotations.NullMarked;
