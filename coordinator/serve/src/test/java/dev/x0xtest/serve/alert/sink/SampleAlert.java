package dev.x0xtest.serve.alert.sink;

import dev.x0xtest.serve.model.Alert;

/** Alerts for tests. */
public final class SampleAlert {
    public static final String HOSTILE =
            "n1 \u001b[2J<!channel> @all *x* `y` [a](http://evil.example)\r\nBcc: mallory@example.org &";

    private SampleAlert() {}

    public static Alert opened() {
        return of("1", "a", Alert.Event.OPENED);
    }

    /** {@code digit} makes the id, {@code incident} the incident's: one hexadecimal character each. */
    public static Alert of(String digit, String incident, Alert.Event event) {
        return of(digit, incident, event, "nothing gets from n1 to n2, nor back", "journalctl -u x0xd --since -10min");
    }

    public static Alert of(String digit, String incident, Alert.Event event, String text, String next) {
        return of(digit, incident, event, "red", text, next);
    }

    /** One of this severity. */
    public static Alert of(String severity) {
        return of("1", "a", Alert.Event.OPENED, severity, "n1 is slow", "x0xtest status");
    }

    private static Alert of(
            String digit, String incident, Alert.Event event, String severity, String text, String next) {
        return new Alert(
                String.format("%32s", digit).replace(' ', '0'),
                String.format("%16s", incident).replace(' ', '0'),
                event,
                "LINK",
                severity,
                "{\"from\":\"n1\",\"to\":\"n2\",\"direction\":\"both\"}",
                1_800_000_000_000L,
                1_800_000_300_000L,
                "2 of 3",
                4.26,
                text,
                next,
                "http://127.0.0.1:12800/#incident-a",
                "fleet",
                "prod");
    }
}
