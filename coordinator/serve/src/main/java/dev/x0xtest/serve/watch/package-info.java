/**
 * The loop of the daemon: the one owner of its schedule, its incidents and its orders; what it tells the API; and the thread
 * that writes the history.
 */
@NullMarked
package dev.x0xtest.serve.watch;

import org.jspecify.annotations.NullMarked;
