package dev.x0xtest.serve.incident;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.x0xtest.serve.model.Alert;
import dev.x0xtest.serve.model.Incident;
import dev.x0xtest.serve.model.Order;
import dev.x0xtest.wire.Hex;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides which alerts are due, by what people have been told, and by what operators have ordered. */
final class Notices {
    private static final int ID_LENGTH = 32;

    private final IncidentRules rules;
    private List<Order> orders = List.of();

    Notices(IncidentRules rules) {
        this.rules = rules;
    }

    /** All orders that may hold now or later. */
    void orders(List<Order> all) {
        orders = List.copyOf(all);
    }

    boolean paused(long nowMs) {
        return orders.stream()
                .anyMatch(order ->
                        order.kind() == Order.Kind.PAUSE && order.target().isEmpty() && order.holds(nowMs));
    }

    /** A round has shown its present form once more. */
    static void shown(Tracked tracked) {
        Tracked.Told told = tracked.told;
        String form = tracked.form();
        told.times = form.equals(told.next) ? told.times + 1 : 1;
        told.next = form;
    }

    /** An earlier process has told people of it, unless it was silent then as it is now. */
    void restored(Tracked tracked, long nowMs) {
        if (tracked.isOpen() && rules.pages(tracked.incident().severity()) && !muted(tracked, nowMs)) {
            tracked.told.form = tracked.form();
            long repeat = rules.repeat().toMillis();
            tracked.told.atMs = tracked.sinceMs() + Math.max(0, nowMs - tracked.sinceMs()) / repeat * repeat;
        }
    }

    /** The alert that is due now, if one is. */
    Optional<Alert> due(Tracked tracked, long nowMs) {
        Tracked.Told told = tracked.told;
        boolean known = told.form != null;
        if (!tracked.lasts()) {
            return known ? Optional.of(ended(tracked, nowMs)) : Optional.empty();
        }
        if (!tracked.isOpen()
                || muted(tracked, nowMs)
                || !rules.pages(tracked.incident().severity())) {
            return Optional.empty();
        }
        if (!known) {
            return Optional.of(tell(tracked, Alert.Event.OPENED, nowMs));
        }
        boolean other = !tracked.form().equals(told.form) && told.times >= rules.failing();
        if (other && !tracked.isBlind()) {
            return Optional.of(tell(tracked, Alert.Event.CHANGED, nowMs));
        }
        boolean late = nowMs - told.atMs >= rules.repeat().toMillis();
        return late && !acknowledged(tracked, nowMs)
                ? Optional.of(tell(tracked, Alert.Event.REPEATED, nowMs))
                : Optional.empty();
    }

    private Alert tell(Tracked tracked, Alert.Event event, long nowMs) {
        tracked.told.form = tracked.form();
        tracked.told.atMs = nowMs;
        return alert(tracked.incident(), event, nowMs);
    }

    private Alert ended(Tracked tracked, long nowMs) {
        tracked.told.form = null;
        Alert.Event event = tracked.incident().state() == Incident.State.LEFT ? Alert.Event.LEFT : Alert.Event.CLEARED;
        return alert(tracked.incident(), event, nowMs);
    }

    /** An alert as it is now, for what wants to be told of everything that lasts. */
    Optional<Alert> standing(Tracked tracked, long nowMs) {
        return tracked.isOpen() && tracked.told.form != null && !muted(tracked, nowMs)
                ? Optional.of(alert(tracked.incident(), Alert.Event.OPENED, nowMs))
                : Optional.empty();
    }

    private Alert alert(Incident incident, Alert.Event event, long nowMs) {
        // The same event makes the same id again, so that nobody is told twice after a crash.
        String when = event == Alert.Event.OPENED ? "" : " " + nowMs;
        String id = Hex.sha256((incident.id() + " " + event.label() + when).getBytes(UTF_8))
                .substring(0, ID_LENGTH);
        return new Alert(
                id,
                incident.id(),
                event,
                incident.kind(),
                incident.severity(),
                incident.subject(),
                incident.sinceMs(),
                nowMs,
                incident.seen() + " of " + incident.of(),
                incident.log10Odds(),
                incident.text(),
                incident.next(),
                rules.pageBase().isEmpty() ? "" : rules.pageBase() + "#incident-" + incident.id(),
                rules.fleet(),
                incident.scope().network().text());
    }

    private boolean acknowledged(Tracked tracked, long nowMs) {
        return orders.stream()
                .anyMatch(order -> order.kind() == Order.Kind.ACKNOWLEDGEMENT
                        && order.holds(nowMs)
                        && order.target().equals(tracked.id()));
    }

    /** Whether people want to hear nothing of it; nobody measures a node that is excluded. */
    private boolean muted(Tracked tracked, long nowMs) {
        return orders.stream().filter(order -> order.holds(nowMs)).anyMatch(order -> switch (order.kind()) {
            case SILENCE -> silences(order.target(), tracked);
            case EXCLUSION -> tracked.isAbout(order.target());
            case PAUSE, ACKNOWLEDGEMENT -> false;
        });
    }

    private static boolean silences(String target, Tracked tracked) {
        return target.equals(tracked.id())
                || target.equals(tracked.incident().kind())
                || tracked.isAbout(target)
                || (!tracked.cells().isEmpty() && Set.of(target, mirror(target)).containsAll(tracked.cells()));
    }

    /** The pair in the other direction; what is no pair stays as it is, with a mark that no pair has. */
    private static String mirror(String target) {
        int at = target.indexOf('>');
        return at < 0 ? target + ">" : target.substring(at + 1) + ">" + target.substring(0, at);
    }
}
