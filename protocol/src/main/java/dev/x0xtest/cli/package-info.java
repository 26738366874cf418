/**
 * What the command lines of runner and coordinator share: options, their converters, exit codes, the exceptions behind
 * them, and settings of libraries.
 *
 * <p>Used by the main thread at start. Uses {@code daemon}, picocli and slf4j.
 */
@NullMarked
package dev.x0xtest.cli;

import org.jspecify.annotations.NullMarked;
