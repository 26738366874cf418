/**
 * What the schedule is about: its configuration, the series of ticks that follow from it, which pairs a run measures and
 * what it costs. Pure and immutable.
 */
@NullMarked
package dev.x0xtest.serve.schedule.terms;

import org.jspecify.annotations.NullMarked;
