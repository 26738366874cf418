@NullMarked
package dev.x0xtest.minimesh.transport;

import org.jspecify.annotations.NullMarked;
