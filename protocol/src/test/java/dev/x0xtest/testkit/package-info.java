/**
 * Test code that several modules share. The build packs this package alone into a test jar, which other modules depend
 * on with scope test. No program contains it.
 */
@NullMarked
package dev.x0xtest.testkit;

import org.jspecify.annotations.NullMarked;
