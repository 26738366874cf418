@NullMarked
package dev.x0xtest.serve.history.store;

import org.jspecify.annotations.NullMarked;
