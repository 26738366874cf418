/** What a database says of the past. Thread-safe; every answer is of one moment. */
@NullMarked
package dev.x0xtest.serve.history.read;

import org.jspecify.annotations.NullMarked;
