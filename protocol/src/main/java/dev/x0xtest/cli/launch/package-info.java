/**
 * Runs a command line: parses it, applies defaults, lays out help pages, and turns a failure into one line and an
 * exit code.
 *
 * <p>Runs on the main thread. Uses {@code cli}, {@code cli.config}, {@code cli.options}, {@code cli.terminal}, {@code daemon}
 * for its exceptions, picocli and slf4j.
 */
@NullMarked
package dev.x0xtest.cli.launch;

import org.jspecify.annotations.NullMarked;
