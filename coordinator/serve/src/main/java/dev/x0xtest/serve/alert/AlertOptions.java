package dev.x0xtest.serve.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.x0xtest.cli.UsageException;
import dev.x0xtest.cli.files.TextFile;
import dev.x0xtest.cli.options.Ranges;
import dev.x0xtest.cli.options.Surroundings;
import dev.x0xtest.coordinator.causes.Cause;
import dev.x0xtest.serve.alert.sink.AlertmanagerSink;
import dev.x0xtest.serve.alert.sink.CommandSink;
import dev.x0xtest.serve.alert.sink.HttpCalls;
import dev.x0xtest.serve.alert.sink.MailSink;
import dev.x0xtest.serve.alert.sink.SecretUrl;
import dev.x0xtest.serve.alert.sink.Sink;
import dev.x0xtest.serve.alert.sink.SmtpServer;
import dev.x0xtest.serve.alert.sink.WebhookSink;
import dev.x0xtest.serve.incident.IncidentRules;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Who is told of incidents, and when; a picocli mixin. An address may hold a key: it can be given as a file. */
public final class AlertOptions {
    private static final Duration HTTP = Duration.ofSeconds(10);
    private static final Duration COMMAND = Duration.ofSeconds(30);
    private static final Duration MAIL = Duration.ofSeconds(20);
    private static final Duration REFRESH = Duration.ofMinutes(1);
    private static final Duration MOST_REPEAT = Duration.ofDays(30);
    private static final String ADDRESS = "URL|FILE";

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(
            names = "--webhook",
            paramLabel = ADDRESS,
            description = "Post each alert as JSON (alert/1) to this address, or to the one in this file.")
    private @Nullable String webhook;

    @Option(
            names = "--webhook-secret-file",
            paramLabel = "FILE",
            description =
                    "Sign what --webhook posts with the key in this file: X-X0xtest-Signature: sha256=HMAC(body).")
    private @Nullable Path webhookSecret;

    @Option(
            names = "--chat-webhook",
            paramLabel = ADDRESS,
            description = "Post each alert as {\"text\": ...} to this address of a chat, or to the one in this file.")
    private @Nullable String chat;

    @Option(
            names = "--alert-command",
            paramLabel = "COMMAND",
            description = "Start this for each alert, with the JSON on its standard input. "
                    + "Words are separated by blanks; there is no shell.")
    private @Nullable String alertCommand;

    @Option(
            names = "--mail-to",
            paramLabel = "ADDRESS",
            split = ",",
            description = "Send each alert to these mail addresses; needs --smtp and --mail-from.")
    private List<String> mailTo = List.of();

    @Option(names = "--mail-from", paramLabel = "ADDRESS", description = "The sender of these mails.")
    private @Nullable String mailFrom;

    @Option(
            names = "--smtp",
            paramLabel = "URL",
            description = "The mail server: smtp://user@host:587, with STARTTLS, or smtps://user@host. "
                    + "Without a user there is no login.")
    private @Nullable String smtp;

    @Option(names = "--smtp-password-file", paramLabel = "FILE", description = "The password of the user of --smtp.")
    private @Nullable Path smtpPassword;

    @Option(
            names = "--alertmanager",
            paramLabel = ADDRESS,
            split = ",",
            description = "Post alerts to these Alertmanagers of Prometheus, again each minute while they last.")
    private List<String> alertmanagers = List.of();

    @Option(
            names = "--heartbeat",
            paramLabel = ADDRESS,
            description = "Ask for this address after each round, so that another service notices if none comes.")
    private @Nullable String heartbeat;

    @Option(
            names = "--alert-after",
            paramLabel = "F/T",
            defaultValue = "2/3",
            description = "Alert when a cause was seen in F of T rounds, and clear after T proven ones "
                    + "(default: ${DEFAULT-VALUE}).")
    private String after = "2/3";

    @Option(
            names = "--alert-repeat",
            paramLabel = "DURATION",
            defaultValue = "24h",
            description = "Alert again while an incident is open and nobody has acknowledged it "
                    + "(default: ${DEFAULT-VALUE}).")
    private Duration repeat = Duration.ofHours(24);

    @Option(
            names = "--alert-severity",
            paramLabel = "SEVERITY",
            defaultValue = "red",
            description = "Alert from this severity on: red, slow or grey (default: ${DEFAULT-VALUE}).")
    private Cause.Severity severity = Cause.Severity.RED;

    /**
     * The rules of incidents.
     *
     * @param pageBase begins the address of an incident's page; empty: there are none
     * @throws UsageException in one line
     */
    public IncidentRules rules(String fleet, String pageBase) {
        Ranges.positive("--alert-repeat", repeat, MOST_REPEAT, "30 days");
        try {
            return new IncidentRules(1, 1, repeat, severity, fleet, pageBase).after(after);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--alert-after: " + e.getMessage());
        }
    }

    /**
     * The sinks that were asked for; reads their secrets.
     *
     * @param interval between two rounds
     * @throws UsageException in one line without secrets
     */
    public List<Sink> sinks(String fleet, Duration interval, InstantSource clock) {
        List<Sink> sinks = new ArrayList<>();
        if (webhook != null) {
            sinks.add(WebhookSink.json("webhook", url("--webhook", webhook), calls(), webhookSecret()));
        } else if (webhookSecret != null) {
            throw new UsageException("--webhook-secret-file needs --webhook");
        }
        if (chat != null) {
            sinks.add(WebhookSink.chat("chat", url("--chat-webhook", chat), calls()));
        }
        if (alertCommand != null) {
            sinks.add(new CommandSink("command", words(alertCommand), COMMAND));
        }
        mail().ifPresent(sinks::add);
        for (String one : alertmanagers) {
            String name = sinks.stream().anyMatch(sink -> sink.name().equals("alertmanager"))
                    ? "alertmanager-" + (alertmanagers.indexOf(one) + 1)
                    : "alertmanager";
            sinks.add(new AlertmanagerSink(name, url("--alertmanager", one), calls(), clock, fleet, interval, REFRESH));
        }
        return sinks;
    }

    /** The heartbeat, if one was asked for. */
    public Optional<Heartbeat> heartbeat() {
        return heartbeat == null
                ? Optional.empty()
                : Optional.of(new Heartbeat(url("--heartbeat", heartbeat), calls()));
    }

    private static HttpCalls calls() {
        return new HttpCalls(HTTP);
    }

    private static List<String> words(String text) {
        List<String> words = List.of(text.strip().split("\\s+"));
        if (words.get(0).isEmpty()) {
            throw new UsageException("--alert-command: there is no command");
        }
        return words;
    }

    private byte @Nullable [] webhookSecret() {
        return webhookSecret == null
                ? null
                : secret("--webhook-secret-file", webhookSecret).getBytes(UTF_8);
    }

    private Optional<Sink> mail() {
        if (mailTo.isEmpty() && smtp == null && mailFrom == null) {
            return Optional.empty();
        }
        if (mailTo.isEmpty() || smtp == null || mailFrom == null) {
            throw new UsageException("mail needs all of --mail-to, --mail-from and --smtp");
        }
        try {
            String password = smtpPassword == null ? null : secret("--smtp-password-file", smtpPassword);
            return Optional.of(new MailSink(
                    "mail",
                    SmtpServer.parse(smtp, password),
                    address("--mail-from", mailFrom),
                    mailTo.stream().map(one -> address("--mail-to", one)).toList(),
                    MAIL));
        } catch (IllegalArgumentException e) {
            throw new UsageException("--smtp: " + e.getMessage());
        }
    }

    private static InternetAddress address(String option, String text) {
        try {
            return new InternetAddress(text.strip(), true);
        } catch (AddressException e) {
            throw new UsageException(option + ": not a mail address: " + e.getMessage());
        }
    }

    /** An address, or the one in a file, whose name begins as a path does. */
    private SecretUrl url(String option, String text) {
        boolean file = text.startsWith("/") || text.startsWith("~") || text.startsWith(".") || text.startsWith("${");
        try {
            return SecretUrl.parse(
                    file ? secret(option, Surroundings.of(command).paths().parse(text)) : text);
        } catch (IllegalArgumentException e) {
            throw new UsageException(option + ": " + e.getMessage());
        }
    }

    private static String secret(String option, Path file) {
        String text = TextFile.read(file).strip();
        if (text.isEmpty()) {
            throw new UsageException(option + ": " + file + " is empty");
        }
        return text;
    }
}
