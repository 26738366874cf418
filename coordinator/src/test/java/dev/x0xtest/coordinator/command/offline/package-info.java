@NullMarked
package dev.x0xtest.coordinator.command.offline;

import org.jspecify.annotations.NullMarked;
