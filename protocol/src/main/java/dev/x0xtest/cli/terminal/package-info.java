/**
 * Terminals and standard streams: what an output can show, and the writing of text to it.
 *
 * <p>{@code Console}, {@code LocaleCharset} and {@code TextWrap} are pure functions of what they are given. The rest asks
 * the system, on any thread. Uses nothing else of the project.
 */
@NullMarked
package dev.x0xtest.cli.terminal;

import org.jspecify.annotations.NullMarked;
