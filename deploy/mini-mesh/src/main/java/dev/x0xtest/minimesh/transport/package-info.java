/**
 * How stand-ins reach each other: one small {@link dev.x0xtest.minimesh.transport.NodeTransport}, in memory or over
 * QUIC on loopback, and the frames that travel on it. The frames are the stand-in's own: real x0xd daemons and
 * stand-ins cannot be mixed in one mesh.
 *
 * <p>A transport belongs to one node and calls its listener on that node's event loop only.
 */
@NullMarked
package dev.x0xtest.minimesh.transport;

import org.jspecify.annotations.NullMarked;
