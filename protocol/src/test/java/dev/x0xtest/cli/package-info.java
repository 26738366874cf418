@NullMarked
package dev.x0xtest.cli;

import org.jspecify.annotations.NullMarked;
