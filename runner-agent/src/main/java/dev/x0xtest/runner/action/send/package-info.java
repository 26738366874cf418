/**
 * The action {@code send_dm}: one test message to one agent.
 *
 * <p>Confined to the runner's event loop. Uses {@code action}, {@code gate} and {@code ledger} of the runner,
 * {@code daemon}, the wire packages except {@code wire.plan}, Netty's event loop and Jackson.
 */
@NullMarked
package dev.x0xtest.runner.action.send;

import org.jspecify.annotations.NullMarked;
