/**
 * Who a stand-in is: ML-DSA-65 keys, ids derived the way x0xd derives them, and signed agent cards.
 *
 * <p>No thread, no clock, no network; {@code KeyFiles} reads and writes files in x0xd's own format. Uses BouncyCastle and
 * Jackson only.
 */
@NullMarked
package dev.x0xtest.minimesh.identity;

import org.jspecify.annotations.NullMarked;
