package dev.x0xtest.serve.alert.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.x0xtest.serve.LoopbackCertificate;
import jakarta.mail.internet.InternetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** STARTTLS: mails go over an encrypted connection where the server offers one, and logins over no other. */
@Timeout(60)
class MailEncryptionTest {
    @TempDir
    static Path files;

    private static LoopbackCertificate certificate;

    private final SSLContext usual = SSLContext.getDefault();

    MailEncryptionTest() throws Exception {}

    @BeforeAll
    static void make() throws Exception {
        certificate = LoopbackCertificate.make(files);
    }

    @AfterEach
    void trustAsUsual() {
        SSLContext.setDefault(usual);
    }

    private static StartTlsServer server(boolean offers) throws Exception {
        return new StartTlsServer(certificate.server(), offers);
    }

    private static MailSink sink(String address, boolean login) throws Exception {
        return new MailSink(
                "mail",
                SmtpServer.parse("smtp://" + (login ? "joe@" : "") + address, login ? "pa55word" : null),
                new InternetAddress("x0xtest@example.org"),
                List.of(new InternetAddress("ops@example.org")),
                Duration.ofSeconds(10));
    }

    @Test
    void whereTheServerOffersItLoginAndMailAreEncrypted() throws Exception {
        SSLContext.setDefault(certificate.trusting());
        try (StartTlsServer server = server(true)) {
            sink("127.0.0.1:" + server.port(), true).send(SampleAlert.opened());
            assertThat(server.clear).hasSize(2).last().isEqualTo("STARTTLS");
            assertThat(server.clear.get(0)).startsWith("EHLO");
            assertThat(server.encrypted.get(0)).startsWith("EHLO");
            assertThat(server.encrypted.get(1)).startsWith("AUTH PLAIN");
            assertThat(server.encrypted)
                    .anyMatch(line -> line.startsWith("MAIL FROM:<x0xtest@example.org>"))
                    .contains("DATA");
        }
    }

    @Test
    void aCertificateThatNobodyTrustsGetsNoLoginAndNoMail() throws Exception {
        try (StartTlsServer server = server(true)) {
            MailSink sink = sink("127.0.0.1:" + server.port(), true);
            assertThatThrownBy(() -> sink.send(SampleAlert.opened()))
                    .isInstanceOf(SinkException.class)
                    .hasMessageContaining("SSLHandshakeException")
                    .hasMessageNotContaining("pa55word");
            assertThat(server.clear).hasSize(2).last().isEqualTo("STARTTLS");
            assertThat(server.encrypted).isEmpty();
        }
    }

    @Test
    void aServerElsewhereThatOffersNoneGetsNoLogin() throws Exception {
        try (StartTlsServer server = server(false)) {
            // An address of this machine that does not count as loopback.
            MailSink sink = sink("0.0.0.0:" + server.port(), true);
            assertThatThrownBy(() -> sink.send(SampleAlert.opened()))
                    .isInstanceOf(SinkException.class)
                    .hasMessageNotContaining("pa55word");
            assertThat(server.clear).noneMatch(line -> line.startsWith("AUTH") || line.startsWith("MAIL"));
        }
    }

    @Test
    void withoutALoginAServerThatOffersNoneGetsTheMailInTheClear() throws Exception {
        try (StartTlsServer server = server(false)) {
            sink("0.0.0.0:" + server.port(), false).send(SampleAlert.opened());
            assertThat(server.clear).contains("DATA").noneMatch(line -> line.startsWith("AUTH"));
        }
    }
}
