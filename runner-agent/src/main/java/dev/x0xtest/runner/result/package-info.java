/** How an answer travels to the coordinator. Confined to the runner's event loop. */
@NullMarked
package dev.x0xtest.runner.result;

import org.jspecify.annotations.NullMarked;
