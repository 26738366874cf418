/**
 * What a runner keeps on the disk of its host: the ledgers of its runs, so that a restart costs no measurement.
 *
 * <p>Confined to the runner's event loop. A line goes to the page cache, not to the disk: it survives the process, not
 * the host.
 */
@NullMarked
package dev.x0xtest.runner.store;

import org.jspecify.annotations.NullMarked;
