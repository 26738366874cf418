/**
 * The command {@code x0xtest} of a working copy: all commands of the coordinator, {@code local}, which measures a mesh
 * on this machine, and the hidden {@code bench} commands.
 *
 * <p>Runs on the main thread and blocks. Parses options, prints and chooses exit codes; {@code local.mesh} and
 * {@code local.bench} do the work. May use them, the coordinator, the runner, the stand-in, {@code daemon},
 * {@code wire} and {@code cli}.
 */
@NullMarked
package dev.x0xtest.local;

import org.jspecify.annotations.NullMarked;
