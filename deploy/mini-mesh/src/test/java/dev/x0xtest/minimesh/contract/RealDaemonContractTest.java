package dev.x0xtest.minimesh.contract;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Optional;

/** The contract on real x0xd 0.48.1: the judge of the contract itself. */
class RealDaemonContractTest extends DaemonContract {
    @Override
    String daemon() {
        return "real x0xd";
    }

    @Override
    DaemonMesh start(MeshPlan plan) throws Exception {
        Optional<Path> binary = X0xdBinary.find();
        if (binary.isEmpty()) {
            System.out.println("contract: real x0xd skipped: " + X0xdBinary.HOW);
        }
        assumeTrue(binary.isPresent(), X0xdBinary.HOW);
        return RealMesh.start(binary.orElseThrow(), plan);
    }
}
