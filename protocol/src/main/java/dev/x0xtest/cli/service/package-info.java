/**
 * Reports the state of a daemon to the service manager that started it.
 *
 * <p>Confined to the daemon's event loop. Uses Netty, its native transport and slf4j. A program that uses this package
 * needs {@code netty-transport-native-epoll} on its class path; without it, it reports nothing and says so.
 */
@NullMarked
package dev.x0xtest.cli.service;

import org.jspecify.annotations.NullMarked;
