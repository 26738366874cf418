/**
 * Kills and stops the processes of a measured mesh at points from a seed: coordinator, runner, daemon, ssh. Afterwards nothing is
 * left over, and the report agrees with what the runners have written down.
 */
@NullMarked
package dev.x0xtest.local.kill;

import org.jspecify.annotations.NullMarked;
