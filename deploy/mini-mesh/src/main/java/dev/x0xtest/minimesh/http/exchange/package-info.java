/**
 * One HTTP exchange of the stand-in: request, body, response, event stream, and the routing table. Knows no endpoint.
 *
 * <p>Confined to the node's event loop. May use {@code identity}.
 */
@NullMarked
package dev.x0xtest.minimesh.http.exchange;

import org.jspecify.annotations.NullMarked;
