/** What is written to a database: entries, sums of hours and days, and what is forgotten. Used on one thread. */
@NullMarked
package dev.x0xtest.serve.history.store;

import org.jspecify.annotations.NullMarked;
