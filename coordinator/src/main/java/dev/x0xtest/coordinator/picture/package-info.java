/**
 * A report as a picture: what all pictures show, the matrix as SVG and as PNG, and the parts that the HTML page shares with
 * them.
 *
 * <p>Pure, for any thread. Uses the report model and the causes; writes to what it is given and opens no file. A PNG is
 * written with {@code java.util.zip} and an own font, so a host needs neither AWT, fonts nor X.
 */
@NullMarked
package dev.x0xtest.coordinator.picture;

import org.jspecify.annotations.NullMarked;
