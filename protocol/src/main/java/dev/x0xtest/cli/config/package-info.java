/**
 * Defaults of options from TOML files and environment variables.
 *
 * <p>Runs on the main thread at start. Uses {@code cli}, {@code cli.files}, {@code cli.options}, picocli and Jackson's TOML format.
 */
@NullMarked
package dev.x0xtest.cli.config;

import org.jspecify.annotations.NullMarked;
