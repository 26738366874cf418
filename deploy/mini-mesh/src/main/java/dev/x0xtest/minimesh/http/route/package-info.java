/**
 * The stand-in's endpoints, one class for each group of paths.
 *
 * <p>Confined to the node's event loop. Uses {@code http.exchange} and {@code node}.
 */
@NullMarked
package dev.x0xtest.minimesh.http.route;

import org.jspecify.annotations.NullMarked;
