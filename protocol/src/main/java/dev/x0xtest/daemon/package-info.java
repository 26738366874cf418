/**
 * The API of one x0xd as both programs see it: REST calls, messages of its event streams, addresses, tokens and failures.
 * Its subpackages hold the clients: {@code daemon.rest} and {@code daemon.stream}.
 *
 * <p>Owns no thread. Records are immutable; each interface states who may call it and where its futures complete. Uses
 * {@code wire} for agent ids, Netty for connections, and Jackson.
 */
@NullMarked
package dev.x0xtest.daemon;

import org.jspecify.annotations.NullMarked;
