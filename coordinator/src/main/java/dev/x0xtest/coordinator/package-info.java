@NullMarked
package dev.x0xtest.coordinator;

import org.jspecify.annotations.NullMarked;
