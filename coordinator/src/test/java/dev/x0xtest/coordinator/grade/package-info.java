@NullMarked
package dev.x0xtest.coordinator.grade;

import org.jspecify.annotations.NullMarked;
