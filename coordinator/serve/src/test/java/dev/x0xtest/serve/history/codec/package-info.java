@NullMarked
package dev.x0xtest.serve.history.codec;

import org.jspecify.annotations.NullMarked;
