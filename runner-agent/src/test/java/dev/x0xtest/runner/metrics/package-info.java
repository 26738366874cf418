/** Tests of the runner's metrics and of their endpoint. */
@NullMarked
package dev.x0xtest.runner.metrics;

import org.jspecify.annotations.NullMarked;
