package dev.x0xtest.serve.alert;

import dev.x0xtest.serve.alert.sink.Sink;
import dev.x0xtest.serve.model.Alert;
import dev.x0xtest.serve.model.Delivery;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends alerts to all sinks, each on a thread of its own. An alert stays in the history until the sink has taken it, so it is
 * sent at least once; one that is sent twice has the same id. Methods may be called from any thread and do not wait.
 */
public final class AlertSender implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AlertSender.class);
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final Map<String, SinkWorker> workers = new LinkedHashMap<>();
    private final AlertBacklog backlog;

    /** Sends nothing before {@link #start}. {@code random}: for the jitter of the waiting. */
    public AlertSender(List<Sink> sinks, AlertBacklog backlog, InstantSource clock, SplittableRandom random) {
        this(sinks, backlog, clock, random, AlertTimes.USUAL);
    }

    AlertSender(
            List<Sink> sinks, AlertBacklog backlog, InstantSource clock, SplittableRandom random, AlertTimes times) {
        this.backlog = backlog;
        for (Sink sink : sinks) {
            workers.put(sink.name(), new SinkWorker(sink, backlog, clock, random.split(), times));
        }
    }

    /**
     * Begins with what an earlier process has left. What is for a sink that is configured no more is given up.
     *
     * @param waiting the oldest first
     */
    public void start(List<Delivery> waiting) {
        offer(waiting);
        workers.values().forEach(SinkWorker::start);
    }

    /** The deliveries of these alerts, one for each sink: to be kept with the run, and then offered. */
    public List<Delivery> deliveries(List<Alert> alerts, long nowMs) {
        List<Delivery> all = new ArrayList<>();
        for (Alert alert : alerts) {
            workers.keySet().forEach(sink -> all.add(new Delivery(sink, alert, 0, nowMs)));
        }
        return all;
    }

    /** Sends them soon. To be called once the history has taken them, or has them in its spool. */
    public void offer(List<Delivery> deliveries) {
        for (Delivery delivery : deliveries) {
            SinkWorker worker = workers.get(delivery.sink());
            if (worker == null) {
                log.warn("an alert is given up, its sink is not configured sink={}", delivery.sink());
                backlog.delivered(delivery);
            } else {
                worker.offer(delivery);
            }
        }
    }

    /** What lasts now, for sinks that want it again and again; to be called before the end of an incident is offered. */
    public void standing(List<Alert> alerts) {
        workers.values().forEach(worker -> worker.standing(alerts));
    }

    /** The daemon's loop is alive. Without this for two minutes nothing is refreshed. */
    public void alive(long nowMs) {
        workers.values().forEach(worker -> worker.alive(nowMs));
    }

    /** Alerts that each sink has yet to take, by its name. */
    public Map<String, Integer> waiting() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        workers.forEach((name, worker) -> counts.put(name, worker.waiting()));
        return counts;
    }

    /** Ends all threads; what is not sent stays in the history. Waits two seconds at most. */
    @Override
    public void close() {
        workers.values().forEach(SinkWorker::close);
        try {
            for (SinkWorker worker : workers.values()) {
                worker.join(LAST_WORDS.dividedBy(workers.size()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
