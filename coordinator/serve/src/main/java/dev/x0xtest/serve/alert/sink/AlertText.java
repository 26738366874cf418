package dev.x0xtest.serve.alert.sink;

import dev.x0xtest.serve.model.Alert;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** An alert in words, for places where people read. What nodes say is hostile: it stays plain text wherever it goes. */
final class AlertText {
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String CONTROLS = "[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]";
    private static final int LONGEST_TITLE = 200;

    private AlertText() {}

    /** One line: what happened, where, and what is wrong. */
    static String title(Alert alert) {
        String text = "[" + alert.fleet() + " " + alert.network() + "] "
                + alert.event().label() + ": " + alert.text();
        return plain(text.length() > LONGEST_TITLE ? text.substring(0, LONGEST_TITLE) : text);
    }

    /** Some lines for a mail. */
    static String body(Alert alert) {
        StringBuilder body = new StringBuilder(plain(alert.text())).append("\n\n");
        body.append("event: ").append(alert.event().label()).append('\n');
        body.append("kind:  ").append(plain(alert.kind())).append('\n');
        body.append("severity: ").append(plain(alert.severity())).append('\n');
        body.append("since: ").append(utc(alert.sinceMs())).append('\n');
        body.append("seen:  in ").append(plain(alert.seen())).append(" rounds\n");
        if (!alert.next().isEmpty()) {
            body.append("next:  ").append(plain(alert.next())).append('\n');
        }
        if (!alert.url().isEmpty()) {
            body.append("page:  ").append(plain(alert.url())).append('\n');
        }
        return body.append("incident: ").append(alert.incident()).append('\n').toString();
    }

    /** Some lines for a chat; no word of them is a mention, a link or a format. */
    static String chat(Alert alert) {
        StringBuilder text = new StringBuilder(chatWords(title(alert)));
        text.append("\nsince ").append(utc(alert.sinceMs()));
        text.append(", seen in ").append(chatWords(alert.seen())).append(" rounds");
        if (!alert.next().isEmpty() && open(alert)) {
            text.append("\nnext: `")
                    .append(escaped(plain(alert.next()).replace('`', '\'')))
                    .append('`');
        }
        if (!alert.url().isEmpty()) {
            text.append('\n').append(escaped(plain(alert.url())));
        }
        return text.toString();
    }

    static boolean open(Alert alert) {
        return alert.event() != Alert.Event.CLEARED && alert.event() != Alert.Event.LEFT;
    }

    private static String utc(long ms) {
        return UTC.format(Instant.ofEpochMilli(ms));
    }

    /** One line without control characters. */
    static String plain(String said) {
        return said.replaceAll(CONTROLS, "?");
    }

    private static String chatWords(String said) {
        String flat = plain(said)
                .replace('`', '\'')
                .replace('*', '\u2217')
                .replace('~', '\u223c')
                .replace('|', '\u00a6')
                .replace("@", "\uff20");
        // A link of Markdown needs its brackets next to each other, and a line that begins with one is none.
        return escaped(flat.replace("](", "] (").replace("://", ": //"));
    }

    /** The three characters with which Slack marks up. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
