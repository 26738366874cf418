@NullMarked
package dev.x0xtest.serve.alert;

import org.jspecify.annotations.NullMarked;
