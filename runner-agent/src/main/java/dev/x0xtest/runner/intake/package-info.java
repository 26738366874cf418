/**
 * The inbound path: event streams to frames, frames to the gate, accepted commands to their handlers, answers to the
 * result queue; and the topic subscriptions that commands arrive by.
 *
 * <p>Confined to the runner's event loop. Uses {@code gate}, {@code ledger}, {@code action}, {@code plan} and
 * {@code result} of the runner, {@code daemon}, {@code daemon.stream}, the wire packages except {@code wire.plan},
 * Netty's event loop, Jackson and slf4j.
 */
@NullMarked
package dev.x0xtest.runner.intake;

import org.jspecify.annotations.NullMarked;
