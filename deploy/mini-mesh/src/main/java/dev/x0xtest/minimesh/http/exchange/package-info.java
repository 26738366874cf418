/**
 * One HTTP exchange of the stand-in: request, body, answer, event stream, and the router's table.
 *
 * <p>Confined to the node's event loop.
 */
@NullMarked
package dev.x0xtest.minimesh.http.exchange;

import org.jspecify.annotations.NullMarked;
