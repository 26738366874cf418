/**
 * Options that both programs share, and the one typed reading of each kind of value: on and off, durations, ranges,
 * names.
 *
 * <p>Used on the main thread before anything runs. May use {@code cli}, {@code daemon} for addresses and tokens,
 * {@code wire} for names and bounds, and picocli.
 */
@NullMarked
package dev.x0xtest.cli.options;

import org.jspecify.annotations.NullMarked;
