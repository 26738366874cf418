package dev.x0xtest.minimesh.contract;

import dev.x0xtest.minimesh.Transport;
import dev.x0xtest.minimesh.contract.mesh.DaemonMesh;
import dev.x0xtest.minimesh.contract.mesh.MeshPlan;
import dev.x0xtest.minimesh.contract.mesh.StandInMesh;
import java.util.Set;

/** Runs the contract on stand-ins that are linked in memory. */
class StandInContractTest extends DaemonContract {
    /** The recorded calls of the groups API, which the stand-in does not have. */
    static final Set<String> GROUPS = Set.of(
            "group create",
            "groups list",
            "group info",
            "group members",
            "group invite",
            "group info unknown",
            "group state commits",
            "group messages",
            "group send",
            "group display name",
            "group leave");

    @Override
    String daemon() {
        return "stand-in";
    }

    @Override
    DaemonMesh start(MeshPlan plan) throws Exception {
        return StandInMesh.start(Transport.MEMORY, StandInMesh.TIMINGS, plan);
    }

    @Override
    Set<String> notOffered() {
        return GROUPS;
    }
}
