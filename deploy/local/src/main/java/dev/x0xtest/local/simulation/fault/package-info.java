/**
 * What is wrong in a simulated fleet, and what the network between its hosts does. Knows nodes by their index, from 0.
 *
 * <p>Written from what real daemons did, not from how causes are found: nothing here is shared with the scorer of causes.
 */
@NullMarked
package dev.x0xtest.local.simulation.fault;

import org.jspecify.annotations.NullMarked;
