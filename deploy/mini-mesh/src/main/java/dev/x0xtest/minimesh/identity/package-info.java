/**
 * Who a stand-in is: ML-DSA-65 keys, ids derived the way x0xd derives them, and signed agent cards.
 *
 * <p>Pure: no thread, no clock, no network. Reads and writes key files in x0xd's own format. Depends on BouncyCastle
 * and Jackson only.
 */
@NullMarked
package dev.x0xtest.minimesh.identity;

import org.jspecify.annotations.NullMarked;
