/**
 * Commands that arrive in parts, because they are too long for one direct message.
 *
 * <p>Confined to the runner's event loop. Uses {@code action} of the runner, all wire packages except {@code wire.frame}
 * and {@code wire.json}.
 */
@NullMarked
package dev.x0xtest.runner.transfer;

import org.jspecify.annotations.NullMarked;
