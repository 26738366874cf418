/**
 * The links of a node to other nodes: neighbours, flooding, signature checks, timings and injected faults.
 *
 * <p>Confined to the node's event loop, except {@code Verifier}, which all nodes of a process share. May use {@code
 * node.memory}, {@code transport}, {@code fault} and {@code identity}.
 */
@NullMarked
package dev.x0xtest.minimesh.node.links;

import org.jspecify.annotations.NullMarked;
