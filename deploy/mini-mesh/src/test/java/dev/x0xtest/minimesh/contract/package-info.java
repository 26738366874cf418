/**
 * What a daemon has to do, said once and judged alike on the stand-in and on real x0xd 0.48.1. Uses the JDK's HTTP
 * client and Jackson only: nothing of the stand-in or of x0xtest's own client may help it to pass.
 */
@NullMarked
package dev.x0xtest.minimesh.contract;

import org.jspecify.annotations.NullMarked;
