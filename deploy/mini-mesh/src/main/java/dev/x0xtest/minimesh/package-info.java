/**
 * A stand-in for x0xd: its REST calls, its event streams, its ways of delivering direct messages, and knobs for making
 * them fail.
 *
 * <p>{@link dev.x0xtest.minimesh.MiniMesh} starts many nodes in this process, for tests and demonstrations;
 * {@link dev.x0xtest.minimesh.MiniMeshMain} is a process that takes x0xd's own flags and configuration file. Nothing
 * here knows what its callers send to each other: it depends on no other module of this project.
 *
 * <p>The facts come from x0xd 0.48.1: recorded exchanges first, then its documentation and source. Each node runs on
 * one event loop; the classes of this package may be used from any other thread.
 */
@NullMarked
package dev.x0xtest.minimesh;

import org.jspecify.annotations.NullMarked;
