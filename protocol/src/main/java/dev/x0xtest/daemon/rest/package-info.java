/**
 * The REST client of one x0xd: a bounded pool of keep-alive HTTP connections.
 *
 * <p>Confined to the event loop that it is given, where its futures complete; {@code RestDaemon} itself may be called
 * from any thread. Uses {@code daemon}, {@code wire}, Netty and Jackson.
 */
@NullMarked
package dev.x0xtest.daemon.rest;

import org.jspecify.annotations.NullMarked;
