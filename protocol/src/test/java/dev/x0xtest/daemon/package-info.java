@NullMarked
package dev.x0xtest.daemon;

import org.jspecify.annotations.NullMarked;
