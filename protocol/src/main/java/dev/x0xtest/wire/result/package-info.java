/**
 * The results that runners send: their outcome, their failures, and chunks of results too large for one frame.
 *
 * <p>Pure: no I/O, no clock, no thread. Immutable, except {@link dev.x0xtest.wire.result.ResultReassembler}, which its
 * caller confines to one thread. Uses {@code wire}, {@code wire.json} and Jackson.
 */
@NullMarked
package dev.x0xtest.wire.result;

import org.jspecify.annotations.NullMarked;
