package dev.x0xtest.local.simulation.coordinator;

import dev.x0xtest.coordinator.run.drive.RunDriver;
import dev.x0xtest.coordinator.run.terms.RunEffect;
import dev.x0xtest.daemon.DirectMessage;
import dev.x0xtest.daemon.stream.ConnectionState;
import dev.x0xtest.daemon.stream.StreamListener;

/** Listens to a run and to a stream, and does nothing. */
public final class Silence implements RunDriver.Listener, StreamListener<DirectMessage> {
    @Override
    public void progressed(RunEffect.Progressed progress) {}

    @Override
    public void noted(String text) {}

    @Override
    public void onState(ConnectionState state, String reason) {}

    @Override
    public void onEvent(DirectMessage message) {}

    @Override
    public void onMalformed(String reason) {}
}
