/**
 * A database over JDBC, SQLite or PostgreSQL: its connections, its schema, its lock. What differs between the two is in
 * {@code Dialect}.
 *
 * <p>Writes go through one connection, one transaction each; reads have a pool and may come from any thread. Everything
 * blocks.
 */
@NullMarked
package dev.x0xtest.serve.history.database;

import org.jspecify.annotations.NullMarked;
