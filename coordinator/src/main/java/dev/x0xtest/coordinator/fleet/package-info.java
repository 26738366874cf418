/**
 * What a person knows of a fleet, read from a fleet file or from upstream's token files: its networks, nodes and anchors,
 * and where each daemon's token is.
 *
 * <p>Immutable, for any thread; reading files and tokens blocks the caller. Uses the TOML reader of {@code cli.config}, the
 * addresses of {@code tunnel}, and the node of {@code run.terms}.
 */
@NullMarked
package dev.x0xtest.coordinator.fleet;

import org.jspecify.annotations.NullMarked;
