package dev.x0xtest.coordinator;

import dev.x0xtest.coordinator.run.RunDriver;

/** Shows how far a run is; closed before the result is printed. */
interface ProgressListener extends RunDriver.Listener, AutoCloseable {
    @Override
    void close();
}
