/** Damages recorded material, and checks that a reader of it fails in a known way and within bounds, or not at all. */
@NullMarked
package dev.x0xtest.testkit.fuzz;

import org.jspecify.annotations.NullMarked;
