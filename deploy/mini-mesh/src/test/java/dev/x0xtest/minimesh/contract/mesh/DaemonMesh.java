package dev.x0xtest.minimesh.contract.mesh;

import java.util.List;

/**
 * Running daemons that are connected and have exchanged no cards. Closing the mesh ends them and deletes their files.
 */
public interface DaemonMesh extends AutoCloseable {
    List<DaemonNode> nodes();

    default DaemonNode node(int index) {
        return nodes().get(index);
    }

    @Override
    void close();
}
