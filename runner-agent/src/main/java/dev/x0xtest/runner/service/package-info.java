/**
 * The state of a runner with one line of text, from the events of its streams.
 *
 * <p>Confined to the runner's event loop. Uses {@code daemon.stream} for its listener.
 */
@NullMarked
package dev.x0xtest.runner.service;

import org.jspecify.annotations.NullMarked;
