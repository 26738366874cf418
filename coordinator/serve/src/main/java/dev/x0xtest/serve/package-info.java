/**
 * The coordinator as a daemon: the commands {@code serve} and {@code history}, and the wiring of their parts.
 *
 * <p>Thread: {@code ServeCommand} blocks the main thread until the daemon has stopped. One loop owns the state of the
 * daemon; runs, the database and alerts have threads of their own.
 */
@NullMarked
package dev.x0xtest.serve;

import org.jspecify.annotations.NullMarked;
