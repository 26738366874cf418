/**
 * The HTTP API of the daemon: {@code ApiServer} puts the server, the routes and the event streams together, {@code ApiOptions}
 * has their options. docs/api.md describes it for users.
 *
 * <p>Threads: one event loop and a few workers, all of them daemon threads; methods of {@code ApiServer} are for other
 * threads.
 */
@NullMarked
package dev.x0xtest.serve.api;

import org.jspecify.annotations.NullMarked;
