@NullMarked
package dev.x0xtest.serve.history.spool;

import org.jspecify.annotations.NullMarked;
