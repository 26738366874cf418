/**
 * Ids, bounds and frame text of the wire protocol that runner and coordinator share. {@code docs/protocol.md} describes
 * every message.
 *
 * <p>Pure: no I/O, no clock, no thread; any thread may call it and everything is immutable except
 * {@code FrameText.Cursor}. Uses no other package of ours, and no library.
 */
@NullMarked
package dev.x0xtest.wire;

import org.jspecify.annotations.NullMarked;
