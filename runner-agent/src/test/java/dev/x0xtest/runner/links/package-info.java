@NullMarked
package dev.x0xtest.runner.links;

import org.jspecify.annotations.NullMarked;
