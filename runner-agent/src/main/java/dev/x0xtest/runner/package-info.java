/**
 * The runner: its command and options, its life from waiting for the daemon to the orderly end, and the wiring of its parts.
 *
 * <p>{@code RunnerCommand} runs on the main thread. Everything else runs on one event loop of Netty, which it creates. Uses
 * all subpackages of the runner, {@code cli}, {@code daemon}, the wire packages except {@code wire.frame}, Netty, Jackson,
 * picocli and logback. Packages below this one never use it.
 */
@NullMarked
package dev.x0xtest.runner;

import org.jspecify.annotations.NullMarked;
