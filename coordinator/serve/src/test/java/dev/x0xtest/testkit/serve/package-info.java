/** The API of the daemon over a fleet that exists in memory only, for tests of those who use it. */
@NullMarked
package dev.x0xtest.testkit.serve;

import org.jspecify.annotations.NullMarked;
