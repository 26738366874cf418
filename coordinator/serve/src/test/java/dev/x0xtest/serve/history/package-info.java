@NullMarked
package dev.x0xtest.serve.history;

import org.jspecify.annotations.NullMarked;
