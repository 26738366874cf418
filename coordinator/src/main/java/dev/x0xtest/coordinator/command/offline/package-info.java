/** Commands that read what an earlier run has left, and talk to nobody. */
@NullMarked
package dev.x0xtest.coordinator.command.offline;

import org.jspecify.annotations.NullMarked;
