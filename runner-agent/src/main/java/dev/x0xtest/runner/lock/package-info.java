/**
 * One runner for each agent on a host: lock files in directories that other people can write to as well.
 *
 * <p>Blocks for a few file operations. Thread-safe. May use {@code cli} and {@code wire}.
 */
@NullMarked
package dev.x0xtest.runner.lock;

import org.jspecify.annotations.NullMarked;
