/**
 * The commands of {@code x0xtest history}.
 *
 * <p>All but {@code compact} work while {@code serve} writes. Each blocks the main thread until it is done.
 */
@NullMarked
package dev.x0xtest.serve.history.command;

import org.jspecify.annotations.NullMarked;
