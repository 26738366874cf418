/** What operators do with a whole database: look how large it is and whether it is whole, copy it, compact it. */
@NullMarked
package dev.x0xtest.serve.history.care;

import org.jspecify.annotations.NullMarked;
