package dev.x0xtest.minimesh.contract;

import dev.x0xtest.minimesh.contract.mesh.DaemonMesh;
import dev.x0xtest.minimesh.contract.mesh.MeshPlan;
import dev.x0xtest.minimesh.contract.mesh.RealBinary;
import dev.x0xtest.minimesh.contract.mesh.RealMesh;
import org.junit.jupiter.api.condition.EnabledIf;

/** The contract on real x0xd 0.48.1: the judge of the contract itself. */
@EnabledIf(value = "dev.x0xtest.minimesh.contract.mesh.RealBinary#present", disabledReason = RealBinary.HOW)
class RealDaemonContractTest extends DaemonContract {
    @Override
    String daemon() {
        return "real x0xd";
    }

    @Override
    DaemonMesh start(MeshPlan plan) throws Exception {
        return RealMesh.start(RealBinary.find().orElseThrow(), plan);
    }
}
