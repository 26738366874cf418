/**
 * What goes wrong on purpose. A {@link dev.x0xtest.minimesh.fault.FaultPlan} is shared by every node of a process and
 * asked before each delivery; it may be changed by any thread at any time.
 *
 * <p>A fault names source, destination, plane and a prefix of the payload: the stand-in does not know what the
 * messages of its callers mean.
 */
@NullMarked
package dev.x0xtest.minimesh.fault;

import org.jspecify.annotations.NullMarked;
