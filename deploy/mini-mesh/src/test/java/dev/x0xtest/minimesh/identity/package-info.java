@NullMarked
package dev.x0xtest.minimesh.identity;

import org.jspecify.annotations.NullMarked;
