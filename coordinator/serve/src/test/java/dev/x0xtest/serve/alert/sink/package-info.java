@NullMarked
package dev.x0xtest.serve.alert.sink;

import org.jspecify.annotations.NullMarked;
