/** What tests outside the coordinator need of its report. */
@NullMarked
package dev.x0xtest.testkit.report;

import org.jspecify.annotations.NullMarked;
