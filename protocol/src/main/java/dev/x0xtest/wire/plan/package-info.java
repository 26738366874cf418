/**
 * The plan protocol: one command tells a runner its share of a whole run, one result brings its record of it. Pure: no
 * I/O, no clock, no chance. Depends on {@code dev.x0xtest.wire} only.
 */
@NullMarked
package dev.x0xtest.wire.plan;

import org.jspecify.annotations.NullMarked;
