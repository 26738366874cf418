/**
 * The JSON of the wire: a strict, bounded reader, a writer, and codecs that map records to objects.
 *
 * <p>Pure: no I/O, no clock, no thread; any thread may call it. Uses {@code wire} and Jackson.
 */
@NullMarked
package dev.x0xtest.wire.json;

import org.jspecify.annotations.NullMarked;
