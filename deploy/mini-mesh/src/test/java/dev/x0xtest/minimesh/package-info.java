@NullMarked
package dev.x0xtest.minimesh;

import org.jspecify.annotations.NullMarked;
