@NullMarked
package dev.x0xtest.serve.api.run;

import org.jspecify.annotations.NullMarked;
