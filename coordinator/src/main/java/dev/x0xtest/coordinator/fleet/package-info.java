/**
 * The description of a fleet, from a fleet file or from upstream's token files: networks, nodes, anchors, and the places
 * of the daemons' tokens.
 *
 * <p>Immutable, for any thread; reading files and tokens blocks the caller. Uses the TOML reader of {@code cli.config}, the
 * addresses of {@code tunnel}, and the node of {@code run.terms}.
 */
@NullMarked
package dev.x0xtest.coordinator.fleet;

import org.jspecify.annotations.NullMarked;
