package dev.x0xtest.local.interop.chunk;

import dev.x0xtest.local.mesh.LocalMesh;
import dev.x0xtest.minimesh.fault.Fault;
import dev.x0xtest.minimesh.fault.FaultAction;
import dev.x0xtest.minimesh.fault.FaultPlan;
import dev.x0xtest.minimesh.identity.Bytes;
import java.util.Random;

/** Disturbs at random the chunks that one stand-in sends to the anchor, on every route. It prints the seed. */
public record ChunkFaults(FaultPlan plan, int source, Random random) {
    private static final Bytes CHUNK = Bytes.ofUtf8("x0xtest|res2|");

    public static ChunkFaults of(LocalMesh mesh, int source) {
        long seed = Long.getLong("chunks.seed", new Random().nextLong());
        System.out.println("ChunkFaults seed: " + seed);
        return new ChunkFaults(mesh.standIns().orElseThrow().faults(), source, new Random(seed));
    }

    /** Applies the action to one chunk in {@code oneIn} on average, and at most {@code times} times. */
    public FaultPlan.Armed add(FaultAction action, int oneIn, long times) {
        return plan.add(Fault.of(action)
                .from(source)
                .to(0)
                .on(Fault.Plane.RAW, Fault.Plane.GOSSIP, Fault.Plane.DURABLE)
                .payload(payload -> payload.startsWith(CHUNK) && random.nextInt(oneIn) == 0)
                .times(times));
    }
}
