/**
 * The state of a node that survives its restart: contacts, known agents, history.
 *
 * <p>Pure: no I/O, no clock. Confined to the node's event loop. May use {@code identity}.
 */
@NullMarked
package dev.x0xtest.minimesh.node.memory;

import org.jspecify.annotations.NullMarked;
