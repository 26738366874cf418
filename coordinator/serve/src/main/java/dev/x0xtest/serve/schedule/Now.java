package dev.x0xtest.serve.schedule;

/**
 * One moment by two clocks.
 *
 * @param wallMs ms since 1970; somebody may set this clock
 * @param nanos a clock that only goes forward, from any origin; it may stand still while the machine sleeps
 */
public record Now(long wallMs, long nanos) {}
