/**
 * What a run says at its end: the report's records, whose constructors keep the accounting closed, and the two files
 * written from it (JSON, JUnit). Pure except for the writing of the files; depends on the wire
 * package's values only, never on how a run is driven.
 */
@NullMarked
package dev.x0xtest.coordinator.report;

import org.jspecify.annotations.NullMarked;
