/**
 * The links between stand-ins: {@link dev.x0xtest.minimesh.transport.NodeTransport}, in memory or over QUIC, and the
 * frames that it carries. The frames are the stand-in's own format, so a mesh cannot mix stand-ins with real daemons.
 *
 * <p>A transport belongs to one node and calls its listener on that node's event loop only. May use {@code identity}
 * and Netty.
 */
@NullMarked
package dev.x0xtest.minimesh.transport;

import org.jspecify.annotations.NullMarked;
