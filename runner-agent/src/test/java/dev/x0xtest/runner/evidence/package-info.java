@NullMarked
package dev.x0xtest.runner.evidence;

import org.jspecify.annotations.NullMarked;
