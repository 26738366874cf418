package dev.x0xtest.local.mesh.daemons;

import dev.x0xtest.minimesh.Transport;
import org.jspecify.annotations.Nullable;

/**
 * What mesh to bring up.
 *
 * @param x0xd real daemons from this program; null: stand-ins inside this process
 * @param transport between stand-ins
 * @param cards whether the daemons are introduced to one another before anything is measured
 * @param heartbeatSecs how often a daemon announces itself
 */
public record MeshPlan(int nodes, @Nullable X0xdBinary x0xd, Transport transport, boolean cards, int heartbeatSecs) {}
