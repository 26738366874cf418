/**
 * A stand-in's links: neighbours, flooding, signatures, timings, faults on the way.
 *
 * <p>Confined to the node's event loop. Uses {@code fault}, {@code identity}, {@code transport} and {@code
 * node.memory}.
 */
@NullMarked
package dev.x0xtest.minimesh.node.links;

import org.jspecify.annotations.NullMarked;
