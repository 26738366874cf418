/**
 * JSON of the wire: strict, bounded reading, and codecs that map records to objects.
 *
 * <p>Pure: no I/O, no clock, no thread of its own; everything is immutable. Uses the ids and limits of {@code wire},
 * and Jackson.
 */
@NullMarked
package dev.x0xtest.wire.json;

import org.jspecify.annotations.NullMarked;
