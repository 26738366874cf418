/**
 * What the API asks of the living daemon: a port and its records. Immutable records; {@code Controls} may be called from any
 * thread and never blocks.
 */
@NullMarked
package dev.x0xtest.serve.api.live;

import org.jspecify.annotations.NullMarked;
