/**
 * The front of a stand-in: x0xd's REST calls and event streams over HTTP/1.1, with its status codes, bodies and
 * rejections.
 *
 * <p>One server per node, wholly on the node's event loop, so that handlers use the node without further ado.
 */
@NullMarked
package dev.x0xtest.minimesh.http;

import org.jspecify.annotations.NullMarked;
