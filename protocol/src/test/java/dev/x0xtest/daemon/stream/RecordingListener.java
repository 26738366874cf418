package dev.x0xtest.daemon.stream;

import java.util.ArrayList;
import java.util.List;

/** A listener that records in order what a stream reports. */
class RecordingListener<E> implements StreamListener<E> {
    final List<ConnectionState> states = new ArrayList<>();
    final List<String> reasons = new ArrayList<>();
    final List<E> events = new ArrayList<>();
    final List<String> malformed = new ArrayList<>();
    int live;

    @Override
    public void onState(ConnectionState state, String reason) {
        states.add(state);
        reasons.add(reason);
    }

    @Override
    public void onEvent(E event) {
        events.add(event);
    }

    @Override
    public void onMalformed(String reason) {
        malformed.add(reason);
    }

    @Override
    public void onLive() {
        live++;
    }

    ConnectionState state() {
        return states.get(states.size() - 1);
    }

    String reason() {
        return reasons.get(reasons.size() - 1);
    }
}
