@NullMarked
package dev.x0xtest.minimesh.http;

import org.jspecify.annotations.NullMarked;
