/** What is kept as JSON: documents in a database, and entries as lines of the spool and of an export. Pure. */
@NullMarked
package dev.x0xtest.serve.history.line;

import org.jspecify.annotations.NullMarked;
