@NullMarked
package dev.x0xtest.minimesh.fault;

import org.jspecify.annotations.NullMarked;
