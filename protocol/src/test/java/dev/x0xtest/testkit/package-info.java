/**
 * What the tests of several modules share. The build packs this package alone into a jar of its own, which other modules
 * use in tests; no program carries it.
 */
@NullMarked
package dev.x0xtest.testkit;

import org.jspecify.annotations.NullMarked;
