@NullMarked
package dev.x0xtest.coordinator.picture;

import org.jspecify.annotations.NullMarked;
