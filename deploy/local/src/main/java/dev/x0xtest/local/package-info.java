@NullMarked
package dev.x0xtest.local;

import org.jspecify.annotations.NullMarked;
