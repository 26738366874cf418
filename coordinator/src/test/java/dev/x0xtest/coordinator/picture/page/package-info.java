@NullMarked
package dev.x0xtest.coordinator.picture.page;

import org.jspecify.annotations.NullMarked;
