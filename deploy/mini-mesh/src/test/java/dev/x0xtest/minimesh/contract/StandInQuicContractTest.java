package dev.x0xtest.minimesh.contract;

import dev.x0xtest.minimesh.Transport;
import dev.x0xtest.minimesh.contract.mesh.DaemonMesh;
import dev.x0xtest.minimesh.contract.mesh.MeshPlan;
import dev.x0xtest.minimesh.contract.mesh.StandInMesh;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.condition.EnabledIf;

/** Runs the contract on stand-ins that are linked by QUIC over loopback. */
@EnabledIf(value = "quicIsHere", disabledReason = "no native QUIC for this platform")
class StandInQuicContractTest extends DaemonContract {
    private static final Duration PING = Duration.ofSeconds(3);

    static boolean quicIsHere() {
        return Transport.QUIC.whyNot().isEmpty();
    }

    @Override
    String daemon() {
        return "stand-in over QUIC";
    }

    @Override
    DaemonMesh start(MeshPlan plan) throws Exception {
        return StandInMesh.start(Transport.QUIC, StandInMesh.TIMINGS.withPing(PING), plan);
    }

    @Override
    Set<String> notOffered() {
        return StandInContractTest.GROUPS;
    }

    @Override
    boolean overflows() {
        return false;
    }
}
