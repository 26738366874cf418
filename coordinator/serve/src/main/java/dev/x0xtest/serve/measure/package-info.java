/**
 * Makes the runs of the daemon, one at a time, on a thread of their own.
 *
 * <p>May use the coordinator's {@code matrix}, which blocks until a run has ended.
 */
@NullMarked
package dev.x0xtest.serve.measure;

import org.jspecify.annotations.NullMarked;
