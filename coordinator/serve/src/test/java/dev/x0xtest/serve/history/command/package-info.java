@NullMarked
package dev.x0xtest.serve.history.command;

import org.jspecify.annotations.NullMarked;
