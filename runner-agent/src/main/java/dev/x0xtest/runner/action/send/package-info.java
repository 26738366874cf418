/**
 * The action {@code send_dm}: one test message to one agent.
 *
 * <p>Confined to the runner's event loop. Uses {@code action}, {@code gate}, {@code ledger} and the daemon's client.
 */
@NullMarked
package dev.x0xtest.runner.action.send;

import org.jspecify.annotations.NullMarked;
