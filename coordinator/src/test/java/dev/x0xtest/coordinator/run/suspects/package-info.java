@NullMarked
package dev.x0xtest.coordinator.run.suspects;

import org.jspecify.annotations.NullMarked;
