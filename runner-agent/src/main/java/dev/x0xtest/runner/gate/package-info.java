/** Who is obeyed, how often and whether twice. Pure: no I/O, no clock; confined to the runner's event loop. */
@NullMarked
package dev.x0xtest.runner.gate;

import org.jspecify.annotations.NullMarked;
