/**
 * The files of pictures that the options of a command name: checks and writes them. No class of it is loaded unless such an
 * option is given.
 *
 * <p>Shell, for one thread.
 */
@NullMarked
package dev.x0xtest.coordinator.picture.files;

import org.jspecify.annotations.NullMarked;
