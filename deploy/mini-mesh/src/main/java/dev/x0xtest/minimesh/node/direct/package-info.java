/**
 * The direct messages of a stand-in: sending on each plane, and the inbox.
 *
 * <p>Confined to the node's event loop. May use {@code node.links}, {@code node.memory}, {@code transport} (its
 * frames), {@code fault} and {@code identity}.
 */
@NullMarked
package dev.x0xtest.minimesh.node.direct;

import org.jspecify.annotations.NullMarked;
