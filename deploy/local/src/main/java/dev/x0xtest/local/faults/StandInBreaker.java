package dev.x0xtest.local.faults;

import dev.x0xtest.local.mesh.LocalMesh;
import dev.x0xtest.local.mesh.daemons.Daemons;
import dev.x0xtest.minimesh.MiniMesh;
import dev.x0xtest.minimesh.StandIn;
import dev.x0xtest.minimesh.fault.Fault;
import dev.x0xtest.minimesh.fault.FaultAction;
import dev.x0xtest.minimesh.fault.FaultPlan;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Faults of stand-ins, by their own knobs. */
final class StandInBreaker implements MeshBreaker {
    /** A hop has three packets: most hops lose one, and of ten hops one is almost surely fast, which the others are compared with. */
    private static final int LOST_PERCENT = 25;
    /** More than what a busy machine makes of any hop. */
    private static final Duration SENT_AGAIN = Duration.ofMillis(250);

    private final List<Daemons.Node> nodes;
    private final MiniMesh mesh;
    private final Set<StandIn> restarting = new LinkedHashSet<>();

    StandInBreaker(LocalMesh mesh, MiniMesh standIns) {
        this.nodes = mesh.nodes();
        this.mesh = standIns;
    }

    @Override
    public Set<FaultKind> kinds() {
        return EnumSet.allOf(FaultKind.class);
    }

    @Override
    public Mend make(FaultKind kind, Daemons.Node node, Daemons.@Nullable Node to) throws InterruptedException {
        int index = nodes.indexOf(node);
        StandIn standIn = mesh.node(index);
        switch (kind) {
            case FREEZE -> {
                standIn.freeze(true);
                return () -> standIn.freeze(false);
            }
            case SLOW -> {
                Fault lossy = Fault.of(new FaultAction.Retransmit(LOST_PERCENT, SENT_AGAIN))
                        .on(Fault.Plane.RAW);
                FaultPlan.Armed from = mesh.faults().add(lossy.from(index));
                FaultPlan.Armed towards = mesh.faults().add(lossy.to(index));
                return () -> {
                    from.remove();
                    towards.remove();
                };
            }
            case RESTART -> {
                restarting.add(standIn);
                return () -> restarting.remove(standIn);
            }
            case BLOCK, CUT -> {
                if (to == null) {
                    throw new IllegalArgumentException(kind + " is between two nodes");
                }
                return kind == FaultKind.BLOCK ? Contacts.block(node, to) : cut(index, nodes.indexOf(to));
            }
        }
        throw new IllegalArgumentException("no such fault: " + kind);
    }

    /** No packet gets from one to the other, so that what comes the other way is not acknowledged. */
    private Mend cut(int from, int to) {
        FaultPlan.Armed lost = mesh.faults()
                .add(Fault.of(new FaultAction.Drop()).from(from).to(to).on(Fault.Plane.RAW));
        FaultPlan.Armed unacknowledged = mesh.faults()
                .add(Fault.of(new FaultAction.LoseAck()).from(to).to(from).on(Fault.Plane.RAW));
        return () -> {
            lost.remove();
            unacknowledged.remove();
        };
    }

    @Override
    public void inRun() {
        restarting.forEach(StandIn::restart);
    }
}
