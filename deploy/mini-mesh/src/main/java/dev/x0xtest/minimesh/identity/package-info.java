/**
 * The identity of a stand-in: ML-DSA-65 keys, ids derived as x0xd derives them, and signed agent cards.
 *
 * <p>No thread, clock or network, so any thread may use it. {@code KeyFiles} reads and writes files in x0xd's format.
 * May use BouncyCastle and Jackson, and no other package of the stand-in.
 */
@NullMarked
package dev.x0xtest.minimesh.identity;

import org.jspecify.annotations.NullMarked;
