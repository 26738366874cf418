/**
 * What a runner reports: results, their outcome, and the chunks of a result too large for one direct message.
 *
 * <p>Pure: no I/O, no clock. Immutable, except {@link dev.x0xtest.wire.result.ResultReassembler}, which its caller
 * confines to one thread. Uses {@code wire} and {@code wire.json}.
 */
@NullMarked
package dev.x0xtest.wire.result;

import org.jspecify.annotations.NullMarked;
