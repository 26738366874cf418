/**
 * What a stand-in knows and decides: contacts, known agents, subscriptions, history, and the rules of delivery on each
 * plane. No HTTP in here.
 *
 * <p>Everything of a node is confined to one event loop; time is that loop's ticker and an injected wall clock.
 */
@NullMarked
package dev.x0xtest.minimesh.node;

import org.jspecify.annotations.NullMarked;
