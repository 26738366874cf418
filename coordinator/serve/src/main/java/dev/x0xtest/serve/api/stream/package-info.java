/**
 * Server-sent events: a bounded ring of what has happened, and the clients that follow it. Confined to the event loop of the
 * server.
 */
@NullMarked
package dev.x0xtest.serve.api.stream;

import org.jspecify.annotations.NullMarked;
