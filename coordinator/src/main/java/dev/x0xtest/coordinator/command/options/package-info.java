/**
 * Option groups that commands share.
 *
 * <p>On the main thread. Uses picocli and the configuration that the options stand for.
 */
@NullMarked
package dev.x0xtest.coordinator.command.options;

import org.jspecify.annotations.NullMarked;
