@NullMarked
package dev.x0xtest.minimesh.node;

import org.jspecify.annotations.NullMarked;
