/** What this runner saw and whether it would have seen more. Pure; confined to the runner's event loop. */
@NullMarked
package dev.x0xtest.runner.ledger;

import org.jspecify.annotations.NullMarked;
