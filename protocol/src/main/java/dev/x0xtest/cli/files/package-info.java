/**
 * Text files that the user names on the command line, read within a bound.
 *
 * <p>Blocks; any thread. Uses the exceptions of {@code cli}.
 */
@NullMarked
package dev.x0xtest.cli.files;

import org.jspecify.annotations.NullMarked;
