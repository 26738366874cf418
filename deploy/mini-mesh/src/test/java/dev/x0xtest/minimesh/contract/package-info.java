/**
 * The contract of a daemon, stated once and checked on the stand-in and on real x0xd 0.48.1. It uses only the JDK's
 * HTTP client and Jackson, because code shared with the stand-in or with x0xtest's own client could hide a defect of
 * both.
 */
@NullMarked
package dev.x0xtest.minimesh.contract;

import org.jspecify.annotations.NullMarked;
