/**
 * The HTTP/1.1 server of a stand-in: connections, tokens and the wiring of the routes. It imitates the REST API and the
 * event streams of x0xd, down to status codes, bodies and error texts.
 *
 * <p>One server per node, confined to the node's event loop, so that handlers call the node directly. May use {@code
 * http.exchange}, {@code http.route}, {@code node}, {@code node.links} and {@code identity}.
 */
@NullMarked
package dev.x0xtest.minimesh.http;

import org.jspecify.annotations.NullMarked;
