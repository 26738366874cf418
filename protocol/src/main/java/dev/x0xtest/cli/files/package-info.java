/**
 * Files as both programs read and write them: text with a bound, files that are whole or absent, files for their
 * owner only.
 *
 * <p>Blocks; any thread. Uses the errors of {@code cli}.
 */
@NullMarked
package dev.x0xtest.cli.files;

import org.jspecify.annotations.NullMarked;
