/**
 * The subcommands: options in, exit code out, nothing else.
 *
 * <p>On the main thread. Uses picocli and the option groups, and hands over to {@code matrix}, {@code fleet} and {@code
 * fleet.hosts}, which do the work.
 */
@NullMarked
package dev.x0xtest.coordinator.command;

import org.jspecify.annotations.NullMarked;
