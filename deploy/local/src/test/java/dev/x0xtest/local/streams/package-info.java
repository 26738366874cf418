@NullMarked
package dev.x0xtest.local.streams;

import org.jspecify.annotations.NullMarked;
