/** Test code for the coordinator's report that other modules use too. */
@NullMarked
package dev.x0xtest.testkit.report;

import org.jspecify.annotations.NullMarked;
