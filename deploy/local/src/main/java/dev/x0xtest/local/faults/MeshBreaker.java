package dev.x0xtest.local.faults;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.local.mesh.LocalMesh;
import dev.x0xtest.local.mesh.daemons.Daemons;
import dev.x0xtest.minimesh.MiniMesh;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What can be done to the daemons of one mesh. Blocks; used on one thread. */
interface MeshBreaker {
    /** Ends a fault. */
    @FunctionalInterface
    interface Mend {
        /**
         * Ends it.
         *
         * @throws EnvironmentException in one line, if that fails
         */
        void mend() throws InterruptedException;
    }

    /** What it can do. */
    Set<FaultKind> kinds();

    /**
     * Makes a fault, and says how it ends.
     *
     * @param to null: the kind is about one node
     * @throws EnvironmentException in one line, if that fails
     */
    Mend make(FaultKind kind, Daemons.Node node, Daemons.@Nullable Node to) throws InterruptedException;

    /** A run goes on: time for faults that act in a run. */
    void inRun();

    /** What suits a mesh. */
    static MeshBreaker of(LocalMesh mesh) {
        MiniMesh standIns = mesh.standIns().orElse(null);
        return standIns == null ? new X0xdBreaker(mesh) : new StandInBreaker(mesh, standIns);
    }
}
