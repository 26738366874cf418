package dev.x0xtest.serve.watch;

import dev.x0xtest.serve.alert.AlertSender;
import dev.x0xtest.serve.api.live.LiveEvent;
import dev.x0xtest.serve.incident.Decision;
import dev.x0xtest.serve.incident.Incidents;
import dev.x0xtest.serve.model.Delivery;
import dev.x0xtest.serve.model.EndedRun;
import dev.x0xtest.serve.model.Incident;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what an event has changed, and then tells people and those who watch. {@link #settled} runs on the loop, the rest anywhere. */
final class Telling {
    private static final Logger log = LoggerFactory.getLogger(Telling.class);

    private final HistoryThread writer;
    private final AlertSender alerts;
    private final Incidents incidents;
    private final InstantSource wall;
    private final List<Consumer<LiveEvent>> listeners = new CopyOnWriteArrayList<>();

    Telling(HistoryThread writer, AlertSender alerts, Incidents incidents, InstantSource wall) {
        this.writer = writer;
        this.alerts = alerts;
        this.incidents = incidents;
        this.wall = wall;
    }

    void settled(Decision decision) {
        settled(decision, null);
    }

    /** Keeps it in one transaction with its run; alerts are sent once they are kept. */
    void settled(Decision decision, @Nullable EndedRun run) {
        if (decision.isEmpty() && run == null) {
            return;
        }
        List<Delivery> deliveries = alerts.deliveries(decision.alerts(), wall.millis());
        List<Incident> changed = decision.changed();
        writer.write(to -> {
            if (run != null) {
                to.keep(run, changed, deliveries);
            } else {
                to.changed(changed, deliveries);
            }
        });
        alerts.standing(incidents.standing(wall.millis()));
        writer.write(to -> alerts.offer(deliveries));
        changed.forEach(incident -> tell(new LiveEvent.IncidentChanged(incident)));
        decision.alerts()
                .forEach(alert -> log.warn(
                        "alert event={} incident={} {}", alert.event().label(), alert.incident(), alert.text()));
    }

    /** Whether anybody watches. */
    boolean watched() {
        return !listeners.isEmpty();
    }

    void tell(LiveEvent event) {
        listeners.forEach(listener -> listener.accept(event));
    }

    /** Ends with the result. */
    Runnable subscribe(Consumer<LiveEvent> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
