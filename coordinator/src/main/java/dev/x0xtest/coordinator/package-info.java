/**
 * The coordinator's program: its start, its subcommands, its logging.
 *
 * <p>On the main thread. Uses {@code command} and what both programs share for reading options; nothing of a run.
 */
@NullMarked
package dev.x0xtest.coordinator;

import org.jspecify.annotations.NullMarked;
