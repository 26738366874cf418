/**
 * Runs a command line: reads it, applies defaults, and turns each failure into one line and an exit code.
 *
 * <p>On the main thread. Uses {@code cli}, {@code cli.config}, {@code daemon} for its exceptions, and picocli.
 */
@NullMarked
package dev.x0xtest.cli.launch;

import org.jspecify.annotations.NullMarked;
