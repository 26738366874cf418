/**
 * The floor that {@code bench/run} compares a matrix with: the same sends, directly at the daemons.
 *
 * <p>{@code Floor} runs on the event loop that it is given and returns futures; {@code BenchNode} blocks on its file.
 * May use {@code local.mesh.daemons}, the client in {@code daemon} and {@code daemon.rest}, {@code wire} and
 * {@code cli}.
 */
@NullMarked
package dev.x0xtest.local.bench;

import org.jspecify.annotations.NullMarked;
