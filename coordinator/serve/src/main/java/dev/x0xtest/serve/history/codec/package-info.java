/**
 * The blobs of the history: a version, then integers only. Pure.
 *
 * <p>A blob is read by every later version. What cannot be read ends in a {@link CodecException}, never in another one.
 */
@NullMarked
package dev.x0xtest.serve.history.codec;

import org.jspecify.annotations.NullMarked;
