/**
 * What the daemon remembers: the ports that the other parts use.
 *
 * <p>Writers are used on one thread; readers on any. Implementations block.
 */
@NullMarked
package dev.x0xtest.serve.history;

import org.jspecify.annotations.NullMarked;
