/** What is kept, in the form in which it is kept: plain records without a database, a file or a clock. Pure. */
@NullMarked
package dev.x0xtest.serve.history.record;

import org.jspecify.annotations.NullMarked;
