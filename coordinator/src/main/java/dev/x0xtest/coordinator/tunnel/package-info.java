/**
 * The way from here to the anchor's daemon: one system {@code ssh} that forwards one port, kept up for the length of a
 * run. A tunnel is confined to the event loop; processes and their error output are the only things outside of it.
 */
@NullMarked
package dev.x0xtest.coordinator.tunnel;

import org.jspecify.annotations.NullMarked;
