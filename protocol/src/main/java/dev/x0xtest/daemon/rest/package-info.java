/**
 * The REST client of one x0xd: a bounded pool of keep-alive connections on Netty.
 *
 * <p>Confined to the event loop it is given; futures complete there. Uses the API in {@code daemon}.
 */
@NullMarked
package dev.x0xtest.daemon.rest;

import org.jspecify.annotations.NullMarked;
