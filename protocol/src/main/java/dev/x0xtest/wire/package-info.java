/**
 * The wire protocol that runner and coordinator share: envelopes, their codecs and their limits.
 *
 * <p>Pure: no I/O, no clock, no thread of its own; everything is immutable except {@link
 * dev.x0xtest.wire.result.ResultReassembler}, which its caller confines to one thread. May depend on Jackson only.
 * {@code docs/protocol.md} describes every message.
 */
@NullMarked
package dev.x0xtest.wire;

import org.jspecify.annotations.NullMarked;
