package dev.x0xtest.minimesh.contract.mesh;

import java.util.List;

/** Running daemons that reach one another; no cards exchanged yet. Closing ends them and removes what they wrote. */
public interface DaemonMesh extends AutoCloseable {
    List<DaemonNode> nodes();

    default DaemonNode node(int index) {
        return nodes().get(index);
    }

    @Override
    void close();
}
