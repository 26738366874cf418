@NullMarked
package dev.x0xtest.browser;

import org.jspecify.annotations.NullMarked;
