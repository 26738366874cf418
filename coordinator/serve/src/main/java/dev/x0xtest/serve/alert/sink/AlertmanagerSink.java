package dev.x0xtest.serve.alert.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.serve.model.Alert;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * Posts alerts to the API v2 of Prometheus' Alertmanager. What lasts is sent again each minute and ends by itself after four
 * intervals; so does the alert {@value #WATCHDOG}, which always fires: if it ends, this daemon is silent.
 */
public final class AlertmanagerSink implements Sink {
    static final String WATCHDOG = "X0xtestWatchdog";
    static final String INCIDENT = "X0xtestIncident";

    private static final int INTERVALS = 4;
    private static final int MOST_AT_ONCE = 500;
    private static final String NAME = "alertname";

    private final String name;
    private final SecretUrl url;
    private final HttpCalls calls;
    private final InstantSource clock;
    private final String fleet;
    private final Duration refresh;
    private final Duration lasts;
    private final Instant started;

    /**
     * Sends nothing yet.
     *
     * @param url of the Alertmanager itself
     * @param interval between two rounds of measuring
     * @param refresh between two messages of what lasts
     */
    public AlertmanagerSink(
            String name,
            SecretUrl url,
            HttpCalls calls,
            InstantSource clock,
            String fleet,
            Duration interval,
            Duration refresh) {
        this.name = name;
        this.url = url.below("/api/v2/alerts");
        this.calls = calls;
        this.clock = clock;
        this.fleet = fleet;
        this.refresh = refresh;
        started = clock.instant();
        lasts = (interval.compareTo(refresh) > 0 ? interval : refresh).multipliedBy(INTERVALS);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Duration refreshEvery() {
        return refresh;
    }

    @Override
    public void send(Alert alert) throws SinkException, InterruptedException {
        post(JsonNodeFactory.instance.arrayNode().add(of(alert, clock.instant())));
    }

    @Override
    public void refresh(List<Alert> standing) throws SinkException, InterruptedException {
        Instant now = clock.instant();
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        all.add(watchdog(now));
        standing.stream().limit(MOST_AT_ONCE).forEach(alert -> all.add(of(alert, now)));
        post(all);
    }

    private void post(ArrayNode alerts) throws SinkException, InterruptedException {
        calls.post(url, alerts.toString().getBytes(UTF_8), Map.of());
    }

    private ObjectNode watchdog(Instant now) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.putObject("labels").put(NAME, WATCHDOG).put("fleet", fleet).put("severity", "none");
        json.putObject("annotations")
                .put(
                        "summary",
                        "x0xtest serve is alive: this alert always fires, and its end means that serve is silent");
        // Without a start Alertmanager takes the end for it.
        json.put("startsAt", started.toString());
        json.put("endsAt", now.plus(lasts).toString());
        return json;
    }

    /** In the words that rules of Prometheus use. */
    private static String severity(String ours) {
        return switch (ours) {
            case "slow" -> "warning";
            case "grey" -> "info";
            default -> "critical";
        };
    }

    /** The labels stay the same while the incident lasts, whatever its kind becomes: they are its identity. */
    private ObjectNode of(Alert alert, Instant now) {
        boolean open = AlertText.open(alert);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.putObject("labels")
                .put(NAME, INCIDENT)
                .put("incident", alert.incident())
                .put("fleet", AlertText.plain(alert.fleet()))
                .put("network", AlertText.plain(alert.network()))
                .put("severity", severity(alert.severity()));
        json.putObject("annotations")
                .put("summary", AlertText.plain(alert.text()))
                .put("kind", AlertText.plain(alert.kind()))
                .put("seen", AlertText.plain(alert.seen()))
                .put("next", AlertText.plain(alert.next()));
        json.put(
                "startsAt",
                Instant.ofEpochMilli(Math.min(alert.sinceMs(), now.toEpochMilli()))
                        .toString());
        json.put("endsAt", (open ? now.plus(lasts) : now).toString());
        if (!alert.url().isEmpty()) {
            json.put("generatorURL", alert.url());
        }
        return json;
    }
}
