/**
 * Requests and answers of the API as endpoints see them, and which endpoint has which path. Immutable; any thread. What is on
 * the wire is left to {@code http}.
 */
@NullMarked
package dev.x0xtest.serve.api.message;

import org.jspecify.annotations.NullMarked;
