/**
 * A stand-in for x0xd: its REST API, its event streams, its three paths for direct messages, and faults that a test can
 * inject.
 *
 * <p>{@link dev.x0xtest.minimesh.MiniMesh} starts many nodes in this process, for tests and demonstrations.
 * {@link dev.x0xtest.minimesh.MiniMeshMain} runs as a process with the flags and the configuration file of x0xd.
 *
 * <p>The behaviour is that of x0xd 0.48.1: from recorded exchanges first, then from its documentation and source. The
 * stand-in does not know what its callers send to each other, and depends on no other module of this project, so that a
 * mistake of ours cannot be in both the measurement and what it measures.
 *
 * <p>Each node runs on one event loop; call the classes of this package from any other thread. May use every package
 * below it; they do not use it.
 */
@NullMarked
package dev.x0xtest.minimesh;

import org.jspecify.annotations.NullMarked;
