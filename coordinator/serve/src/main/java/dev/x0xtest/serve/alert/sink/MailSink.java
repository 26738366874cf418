package dev.x0xtest.serve.alert.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.x0xtest.serve.model.Alert;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Properties;

/** Sends a mail for each alert, over one connection each. */
public final class MailSink implements Sink {
    private final String name;
    private final SmtpServer server;
    private final InternetAddress from;
    private final InternetAddress[] to;
    private final Session session;

    /** Connects to nothing yet. {@code timeout}: of each step of a connection. */
    public MailSink(String name, SmtpServer server, InternetAddress from, List<InternetAddress> to, Duration timeout) {
        this.name = name;
        this.server = server;
        this.from = from;
        this.to = to.toArray(InternetAddress[]::new);
        session = Session.getInstance(properties(server, timeout));
    }

    private static Properties properties(SmtpServer server, Duration timeout) {
        String prefix = "mail." + server.protocol() + ".";
        Properties properties = new Properties();
        for (String step : List.of("connectiontimeout", "timeout", "writetimeout")) {
            properties.setProperty(prefix + step, String.valueOf(timeout.toMillis()));
        }
        properties.setProperty(prefix + "auth", String.valueOf(server.user() != null));
        properties.setProperty(prefix + "starttls.enable", "true");
        properties.setProperty(prefix + "starttls.required", String.valueOf(server.mustEncrypt()));
        properties.setProperty(prefix + "ssl.checkserveridentity", "true");
        return properties;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void send(Alert alert) throws SinkException {
        try (Transport transport = session.getTransport(server.protocol())) {
            transport.connect(server.host(), server.port(), server.user(), server.password());
            MimeMessage message = message(alert);
            transport.sendMessage(message, message.getAllRecipients());
        } catch (AuthenticationFailedException e) {
            throw new SinkException("the mail server " + server + " refused the login");
        } catch (SendFailedException e) {
            throw new SinkException("the mail server " + server + " refused the sender or a recipient");
        } catch (MessagingException e) {
            throw new SinkException("no mail through " + server + ": "
                    + (e.getCause() == null ? e : e.getCause()).getClass().getSimpleName());
        }
    }

    private MimeMessage message(Alert alert) throws MessagingException {
        MimeMessage message = new MimeMessage(session);
        message.setFrom(from);
        message.setRecipients(Message.RecipientType.TO, to);
        message.setSubject(AlertText.title(alert), UTF_8.name());
        message.setSentDate(Date.from(Instant.ofEpochMilli(alert.atMs())));
        // Readers of mail show all alerts of an incident as one thread.
        message.setHeader("References", "<" + alert.incident() + "@x0xtest.invalid>");
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("X-X0xtest-Alert", alert.id());
        message.setText(AlertText.body(alert), UTF_8.name());
        message.saveChanges();
        return message;
    }
}
