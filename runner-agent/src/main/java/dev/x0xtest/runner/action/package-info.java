/**
 * The handlers of probes and of actions that are one REST call, the lanes that bound them, and the coverage probe.
 *
 * <p>Confined to the runner's event loop; handlers never block it. Uses {@code ledger} of the runner, {@code daemon},
 * {@code daemon.rest}, the wire packages except {@code wire.plan}, Netty's event loop and Jackson.
 */
@NullMarked
package dev.x0xtest.runner.action;

import org.jspecify.annotations.NullMarked;
