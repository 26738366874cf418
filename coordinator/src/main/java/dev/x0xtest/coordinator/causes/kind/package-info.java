/** The kinds of causes and what they are about. Pure. */
@NullMarked
package dev.x0xtest.coordinator.causes.kind;

import org.jspecify.annotations.NullMarked;
