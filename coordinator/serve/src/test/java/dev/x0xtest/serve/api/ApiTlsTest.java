package dev.x0xtest.serve.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.x0xtest.cli.UsageException;
import dev.x0xtest.serve.api.http.Limits;
import dev.x0xtest.serve.api.view.OpenApi;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The API on every address of this machine, encrypted, with a certificate that keytool has just made. */
@Timeout(60)
class ApiTlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    static Path files;

    private static SSLContext trusting;

    @BeforeAll
    static void makeCertificate() throws Exception {
        Path store = files.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "api",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-validity",
                        "30",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        pem("cert.pem", "CERTIFICATE", keys.getCertificate("api").getEncoded());
        pem("key.pem", "PRIVATE KEY", keys.getKey("api", PASSWORD).getEncoded());
        Files.writeString(files.resolve("tokens"), "ann reader a-token-of-a-reader\n");
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("api", keys.getCertificate("api"));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        trusting = SSLContext.getInstance("TLS");
        trusting.init(null, managers.getTrustManagers(), null);
    }

    private static void pem(String file, String what, byte[] bytes) throws Exception {
        String text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(bytes);
        Files.writeString(
                files.resolve(file), "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n");
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
