@NullMarked
package dev.x0xtest.cli.terminal;

import org.jspecify.annotations.NullMarked;
