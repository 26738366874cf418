/**
 * Records of what this runner received: sightings, attachments, verified peers; and the decisions that follow from them
 * alone: receipts and the opt-out of the topics.
 *
 * <p>Pure: no I/O, no clock, no thread; confined to the runner's event loop. Uses {@code gate}, {@code wire} and
 * {@code wire.action}.
 */
@NullMarked
package dev.x0xtest.runner.ledger;

import org.jspecify.annotations.NullMarked;
