/**
 * Delivers results to coordinators: a bounded queue, the routes of a direct message, and the results topic.
 *
 * <p>Confined to the runner's event loop. Uses {@code cli} for the version, {@code daemon}, {@code wire},
 * {@code wire.frame}, {@code wire.json}, {@code wire.result}, Netty's event loop, Jackson and slf4j.
 */
@NullMarked
package dev.x0xtest.runner.result;

import org.jspecify.annotations.NullMarked;
