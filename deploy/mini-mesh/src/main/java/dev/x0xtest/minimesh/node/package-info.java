/**
 * A node of the stand-in: ties links, direct messages, topics and memory together. Knows nothing of HTTP.
 *
 * <p>Confined to the node's event loop; reads time from that loop's ticker and from an injected wall clock. May use
 * {@code node.direct}, {@code node.links}, {@code node.memory}, {@code transport}, {@code fault} and {@code identity}.
 */
@NullMarked
package dev.x0xtest.minimesh.node;

import org.jspecify.annotations.NullMarked;
