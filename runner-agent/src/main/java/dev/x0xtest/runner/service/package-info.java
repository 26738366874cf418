/**
 * Reports the runner's state to the service manager that started it.
 *
 * <p>Confined to the runner's event loop. Uses {@code daemon.stream} for its listener, Netty and slf4j.
 */
@NullMarked
package dev.x0xtest.runner.service;

import org.jspecify.annotations.NullMarked;
