package dev.x0xtest.serve.alert;

import dev.x0xtest.serve.alert.sink.Sink;
import dev.x0xtest.serve.alert.sink.SinkException;
import dev.x0xtest.serve.model.Alert;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A sink that takes alerts, fails some times before, or hangs until it is released. */
final class FakeSink implements Sink {
    private final String name;
    private final AtomicInteger failures = new AtomicInteger();
    private final CountDownLatch gate;
    final List<Alert> taken = new CopyOnWriteArrayList<>();
    final List<List<Alert>> refreshed = new CopyOnWriteArrayList<>();
    volatile Duration every = Duration.ZERO;
    volatile boolean breaks;

    private FakeSink(String name, CountDownLatch gate) {
        this.name = name;
        this.gate = gate;
    }

    static FakeSink taking(String name) {
        return new FakeSink(name, new CountDownLatch(0));
    }

    static FakeSink hanging(String name) {
        return new FakeSink(name, new CountDownLatch(1));
    }

    FakeSink failing(int times) {
        failures.set(times);
        return this;
    }

    void release() {
        gate.countDown();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void send(Alert alert) throws SinkException, InterruptedException {
        gate.await();
        if (breaks) {
            throw new IllegalStateException("s3cret");
        }
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new SinkException("no");
        }
        taken.add(alert);
    }

    @Override
    public Duration refreshEvery() {
        return every;
    }

    @Override
    public void refresh(List<Alert> standing) {
        refreshed.add(standing);
    }
}
