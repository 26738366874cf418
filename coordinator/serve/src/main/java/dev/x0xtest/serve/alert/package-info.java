/**
 * Tells people of incidents: the options, the outbox of each sink, and the threads that send.
 *
 * <p>Threads: each sink has one of its own, and the heartbeat another, so that a sink that hangs delays nothing else. The
 * methods of {@code AlertSender} and {@code Heartbeat} may be called from any thread and do not wait.
 */
@NullMarked
package dev.x0xtest.serve.alert;

import org.jspecify.annotations.NullMarked;
