/**
 * Options from TOML files and environment variables.
 *
 * <p>Used once, before anything runs, on the main thread. Uses {@code cli}, {@code cli.files}, picocli and Jackson's
 * TOML format.
 */
@NullMarked
package dev.x0xtest.cli.config;

import org.jspecify.annotations.NullMarked;
