/** What the parts of the daemon tell each other: runs that have ended, ticks without a run, incidents, alerts, orders. Pure. */
@NullMarked
package dev.x0xtest.serve.model;

import org.jspecify.annotations.NullMarked;
