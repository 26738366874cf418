/**
 * What a stand-in remembers: contacts, known agents, history.
 *
 * <p>Confined to the node's event loop. Uses {@code identity}.
 */
@NullMarked
package dev.x0xtest.minimesh.node.memory;

import org.jspecify.annotations.NullMarked;
