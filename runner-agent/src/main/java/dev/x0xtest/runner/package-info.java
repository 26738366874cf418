@NullMarked
package dev.x0xtest.runner;

import org.jspecify.annotations.NullMarked;
