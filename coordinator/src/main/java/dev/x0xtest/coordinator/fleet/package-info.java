/**
 * What a person knows of a fleet, read from a fleet file or from upstream's token files: its networks, nodes, anchors,
 * and where each daemon's token is. Reading is pure; only {@link dev.x0xtest.coordinator.fleet.Network.TokenPlace} and the
 * commands touch files and hosts.
 */
@NullMarked
package dev.x0xtest.coordinator.fleet;

import org.jspecify.annotations.NullMarked;
