@NullMarked
package dev.x0xtest.wire;

import org.jspecify.annotations.NullMarked;
