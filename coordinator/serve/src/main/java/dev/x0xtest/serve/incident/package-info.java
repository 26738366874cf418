/**
 * Incidents: causes over time. A state machine takes runs that have ended, skipped ticks, orders and the time, and decides which
 * incidents change, which alerts are due, and which pairs a focused run has to confirm. Pure; used on one thread, the
 * daemon's loop.
 */
@NullMarked
package dev.x0xtest.serve.incident;

import org.jspecify.annotations.NullMarked;
