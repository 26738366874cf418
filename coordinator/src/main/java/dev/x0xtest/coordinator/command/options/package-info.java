/**
 * Option groups that commands share: each turns its options into a configuration, checks it, and starts nothing.
 *
 * <p>On the main thread. Uses picocli and the configurations of {@code fleet}, {@code matrix}, {@code tunnel} and {@code
 * run.terms} that the options stand for.
 */
@NullMarked
package dev.x0xtest.coordinator.command.options;

import org.jspecify.annotations.NullMarked;
