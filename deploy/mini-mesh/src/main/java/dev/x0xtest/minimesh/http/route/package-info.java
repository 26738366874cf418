/**
 * The endpoints of the stand-in, one class per group of paths.
 *
 * <p>Confined to the node's event loop. May use {@code http.exchange}, {@code node} and the packages below it, {@code
 * transport} and {@code identity}.
 */
@NullMarked
package dev.x0xtest.minimesh.http.route;

import org.jspecify.annotations.NullMarked;
