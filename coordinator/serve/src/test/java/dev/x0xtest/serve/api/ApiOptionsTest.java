package dev.x0xtest.serve.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.cli.UsageException;
import dev.x0xtest.serve.api.http.Limits;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class ApiOptionsTest {
    @Command
    static final class Some {
        @Mixin
        final ApiOptions api = new ApiOptions();
    }

    private static ApiSettings settings(String line) {
        Some some = new Some();
        new CommandLine(some).parseArgs(line.isEmpty() ? new String[0] : line.split(" "));
        return some.api.settings();
    }

    @Test
    void listensOnLoopbackWithoutAWord() {
        ApiSettings usual = settings("");
        assertThat(usual.listen().getPort()).isEqualTo(8460);
        assertThat(usual.listen().getAddress().isLoopbackAddress()).isTrue();
        assertThat(usual.localOperator()).isFalse();
        assertThat(usual.limits()).isEqualTo(Limits.USUAL);
        assertThat(settings("--listen [::1]:0").listen().getPort()).isZero();
        assertThat(settings("--listen localhost:1").listen().getPort()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--listen 8460",
                "--listen example.org:80",
                "--listen 127.0.0.1:65536",
                "--listen 0.0.0.0:0",
                "--listen [::]:0",
                "--listen 10.0.0.1:0 --tokens t",
                "--listen 10.0.0.1:0 --tls-cert c --tls-key k",
                "--tls-cert c",
                "--tls-key k",
                "--tokens t --local-operator",
                "--allow-host http://a",
                "--allow-host a:80"
            })
    void refusesWhatWouldBeOpenOrUnclear(String line) {
        assertThatThrownBy(() -> settings(line))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("--")
                .hasMessageNotContaining("\n");
    }

    @Test
    void goesBeyondLoopbackWithCertificateAndTokens() {
        ApiSettings open = settings("--listen 0.0.0.0:0 --tls-cert c --tls-key k --tokens t --allow-host A.example,b");
        assertThat(open.beyondLoopback()).isTrue();
        assertThat(open.hosts()).isEqualTo(Set.of("a.example", "b"));
    }

    @Test
    void saysThatAPortIsTaken() {
        try (Api api = Api.open()) {
            ApiSettings same = settings("--listen 127.0.0.1:" + api.uri("/").getPort());
            assertThatThrownBy(() -> ApiServer.start(same, new FakeHistory(), new FakeControls(), () -> Instant.EPOCH))
                    .isInstanceOf(EnvironmentException.class)
                    .hasMessageContaining("cannot listen at 127.0.0.1:")
                    .hasMessageNotContaining("\n");
        }
    }
}
