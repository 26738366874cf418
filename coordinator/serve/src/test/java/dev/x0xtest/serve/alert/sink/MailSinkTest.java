package dev.x0xtest.serve.alert.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.x0xtest.serve.model.Alert;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MailSinkTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @BeforeEach
    void start() {
        server.start();
        server.setUser("ops@example.org", "joe", "pa55word");
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private MailSink sink(String login, String password) throws Exception {
        return sink(login, password, server.getSmtp().getPort(), LIMIT);
    }

    private static MailSink sink(String login, String password, int port, Duration limit) throws Exception {
        return new MailSink(
                "mail",
                SmtpServer.parse("smtp://" + login + "127.0.0.1:" + port, password.isEmpty() ? null : password),
                new InternetAddress("x0xtest@example.org"),
                List.of(new InternetAddress("ops@example.org"), new InternetAddress("Second <two@example.org>")),
                limit);
    }

    @Test
    void anAlertIsAMail() throws Exception {
        sink("", "").send(SampleAlert.opened());
        assertThat(server.waitForIncomingEmail(10_000, 2)).isTrue();
        MimeMessage mail = server.getReceivedMessages()[0];
        assertThat(mail.getSubject()).isEqualTo("[fleet prod] opened: nothing gets from n1 to n2, nor back");
        assertThat(mail.getFrom()[0]).hasToString("x0xtest@example.org");
        assertThat(mail.getHeader("References")).containsExactly("<000000000000000a@x0xtest.invalid>");
        assertThat((String) mail.getContent())
                .contains("since: 2027-01-15 08:00 UTC", "seen:  in 2 of 3 rounds", "next:  journalctl");
    }

    @Test
    void whatNodesSayAddsNoHeader() throws Exception {
        sink("", "").send(SampleAlert.of("1", "a", Alert.Event.OPENED, SampleAlert.HOSTILE, "x\r\n.\r\nMAIL FROM:<a>"));
        assertThat(server.waitForIncomingEmail(10_000, 2)).isTrue();
        MimeMessage mail = server.getReceivedMessages()[0];
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getSubject()).contains("Bcc: mallory@example.org").doesNotContain("\n", "\r", "\u001b");
        assertThat((String) mail.getContent()).contains("next:  x??.??MAIL FROM");
        assertThat(server.getReceivedMessages()).hasSize(2);
    }

    @Test
    void aLoginIsMade() throws Exception {
        sink("joe@", "pa55word").send(SampleAlert.opened());
        assertThat(server.waitForIncomingEmail(10_000, 2)).isTrue();
    }

    @Test
    void aLoginThatFailsIsNamedWithoutThePassword() throws Exception {
        MailSink sink = sink("joe@", "wr0ng");
        assertThatThrownBy(() -> sink.send(SampleAlert.opened()))
                .isInstanceOf(SinkException.class)
                .hasMessageContaining("refused the login")
                .hasMessageNotContainingAny("wr0ng", "joe")
                .hasNoCause();
    }

    @Test
    void aServerThatHangsIsGivenUp() throws Exception {
        try (ServerSocket black = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            MailSink sink = sink("", "", black.getLocalPort(), Duration.ofMillis(300));
            assertThatThrownBy(() -> sink.send(SampleAlert.opened()))
                    .isInstanceOf(SinkException.class)
                    .hasMessageContaining("SocketTimeoutException");
        }
    }

    @Test
    void aPasswordIsNotSentInTheClear() {
        assertThat(SmtpServer.parse("smtp://joe@mail.example.org", "x").mustEncrypt())
                .isTrue();
        assertThat(SmtpServer.parse("smtp://joe@mail.example.org", "x").port()).isEqualTo(587);
        assertThat(SmtpServer.parse("smtps://joe@mail.example.org", "x").port()).isEqualTo(465);
        assertThat(SmtpServer.parse("smtp://mail.example.org", null).mustEncrypt())
                .isFalse();
        assertThat(SmtpServer.parse("smtp://mail.example.org", null).port()).isEqualTo(25);
        for (String wrong :
                List.of("smtp://joe:pa55@host", "smtp://joe@host", "http://host", "host", "smtp://jo e@host")) {
            assertThatThrownBy(() -> SmtpServer.parse(wrong, null))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("pa55")
                    .hasNoCause();
        }
    }
}
