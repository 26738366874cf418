@NullMarked
package dev.x0xtest.coordinator.warmup;

import org.jspecify.annotations.NullMarked;
