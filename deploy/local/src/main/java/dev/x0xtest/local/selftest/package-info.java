/**
 * Breaks simulated fleets in one way each, and checks that the real coordinator names what is wrong: the command
 * {@code selftest}.
 *
 * <p>The ways are data: {@code mutants.json}. One thread drives everything.
 */
@NullMarked
package dev.x0xtest.local.selftest;

import org.jspecify.annotations.NullMarked;
