/**
 * What a run by plans is made of: the plans themselves, their keys, and the runners' reports by cell. Pure: no I/O, no
 * clock, no chance but what is given. Knows neither the state machine of a run nor its judge.
 */
@NullMarked
package dev.x0xtest.coordinator.plan;

import org.jspecify.annotations.NullMarked;
