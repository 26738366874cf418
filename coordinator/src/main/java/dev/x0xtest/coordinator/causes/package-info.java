/**
 * Names what is wrong: the smallest set of causes that explains the pairs of a run that are not proven. Works on a report
 * alone and changes nothing in it.
 */
@NullMarked
package dev.x0xtest.coordinator.causes;

import org.jspecify.annotations.NullMarked;
