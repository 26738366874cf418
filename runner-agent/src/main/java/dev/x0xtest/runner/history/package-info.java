/**
 * Reads the stored direct messages of the daemon, page by page within bounds, for hops that the stream did not show.
 *
 * <p>Confined to the runner's event loop. Uses {@code daemon} and the frames of {@code wire}.
 */
@NullMarked
package dev.x0xtest.runner.history;

import org.jspecify.annotations.NullMarked;
