/**
 * What the programs of runner and coordinator share: exit codes, the exceptions behind them, versions, and settings of
 * libraries.
 *
 * <p>Used by the main thread at start. Uses no other package of ours; picocli and slf4j.
 */
@NullMarked
package dev.x0xtest.cli;

import org.jspecify.annotations.NullMarked;
