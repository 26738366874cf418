/**
 * The history as the daemon uses it: a writer that never waits for a database that is away, the spool where its entries wait
 * then, and the reader.
 *
 * <p>Thread: the writer and the spool are used on one thread; reader and status on any.
 */
@NullMarked
package dev.x0xtest.serve.history.spool;

import org.jspecify.annotations.NullMarked;
