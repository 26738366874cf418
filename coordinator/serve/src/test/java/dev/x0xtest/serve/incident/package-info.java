@NullMarked
package dev.x0xtest.serve.incident;

import org.jspecify.annotations.NullMarked;
