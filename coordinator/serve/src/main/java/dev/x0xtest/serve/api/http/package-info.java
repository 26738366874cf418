/**
 * The HTTP/1.1 server of the API: connections and their limits, who may ask what, routes, and the form of an answer.
 *
 * <p>Threads: one event loop reads and writes; what may wait runs on a few workers before a bounded queue. It knows nothing
 * of runs and incidents.
 */
@NullMarked
package dev.x0xtest.serve.api.http;

import org.jspecify.annotations.NullMarked;
