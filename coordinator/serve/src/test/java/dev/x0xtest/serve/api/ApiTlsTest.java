package dev.x0xtest.serve.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.x0xtest.cli.UsageException;
import dev.x0xtest.serve.LoopbackCertificate;
import dev.x0xtest.serve.api.http.Limits;
import dev.x0xtest.serve.api.view.OpenApi;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The API on every address of this machine, encrypted, with a certificate that keytool has just made. */
@Timeout(60)
class ApiTlsTest {
    @TempDir
    static Path files;

    private static SSLContext trusting;

    @BeforeAll
    static void makeCertificate() throws Exception {
        LoopbackCertificate certificate = LoopbackCertificate.make(files);
        certificate.write(files);
        trusting = certificate.trusting();
        Files.writeString(files.resolve("tokens"), "ann reader a-token-of-a-reader\n");
    }

    private static ApiSettings settings(String certificate, String key) {
        return new ApiSettings(
                new InetSocketAddress("0.0.0.0", 0),
                files.resolve(certificate),
                files.resolve(key),
                files.resolve("tokens"),
                false,
                Set.of(),
                Limits.USUAL);
    }

    @Test
    void servesEverybodyWithATokenAndEncrypted() throws Exception {
        try (Api api = new Api(settings("cert.pem", "key.pem"))) {
            assertThat(api.server.url()).startsWith("https://0.0.0.0:");
            URI status = URI.create("https://localhost:" + api.uri("/").getPort() + "/api/v1/status");
            HttpClient client = HttpClient.newBuilder().sslContext(trusting).build();
            HttpRequest.Builder request = HttpRequest.newBuilder(status);
            HttpResponse<String> nobody = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            OpenApi.problem(401, nobody);
            request.header("Authorization", "Bearer a-token-of-a-reader");
            HttpResponse<String> known = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            OpenApi.valid("Status", known);
            assertThat(known.sslSession().orElseThrow().getProtocol()).startsWith("TLSv1.");
            api.server.reload();
            assertThat(client.send(request.build(), HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void saysNothingInTheClear() throws Exception {
        try (Api api = new Api(settings("cert.pem", "key.pem"));
                Socket socket = api.socket()) {
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(Api.rest(socket)).doesNotContain("HTTP/1.1");
        }
    }

    @Test
    void refusesACertificateWithoutItsKey() {
        assertThatThrownBy(() -> new Api(settings("cert.pem", "cert.pem")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("cert.pem")
                .hasMessageNotContaining("\n");
        assertThatThrownBy(() -> new Api(settings("none.pem", "key.pem")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("no such file");
    }
}
