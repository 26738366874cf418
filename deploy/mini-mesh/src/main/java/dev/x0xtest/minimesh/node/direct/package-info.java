/**
 * Direct messages of a stand-in: sending on each plane, and the inbox.
 *
 * <p>Confined to the node's event loop. Uses {@code node.links} and {@code node.memory}.
 */
@NullMarked
package dev.x0xtest.minimesh.node.direct;

import org.jspecify.annotations.NullMarked;
