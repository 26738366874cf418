/**
 * The endpoints of the API, one class for each group of paths: they read a request, ask the history or the daemon, and leave
 * the form to {@code view}.
 *
 * <p>Any thread. What asks the history blocks and runs on a worker.
 */
@NullMarked
package dev.x0xtest.serve.api.route;

import org.jspecify.annotations.NullMarked;
