/**
 * The subcommands: options in, exit code out, nothing else.
 *
 * <p>On the main thread. Uses picocli, the option groups, and {@code matrix} or {@code fleet} for the work.
 */
@NullMarked
package dev.x0xtest.coordinator.command;

import org.jspecify.annotations.NullMarked;
