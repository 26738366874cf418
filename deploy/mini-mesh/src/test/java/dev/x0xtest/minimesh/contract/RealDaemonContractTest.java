package dev.x0xtest.minimesh.contract;

import dev.x0xtest.minimesh.contract.mesh.DaemonMesh;
import dev.x0xtest.minimesh.contract.mesh.MeshPlan;
import dev.x0xtest.minimesh.contract.mesh.RealBinary;
import dev.x0xtest.minimesh.contract.mesh.RealMesh;
import org.junit.jupiter.api.condition.EnabledIf;

/** Runs the contract on real x0xd 0.48.1, which decides whether the contract itself is right. */
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
