package dev.x0xtest.serve.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.x0xtest.cli.UsageException;
import dev.x0xtest.cli.options.HomePath;
import dev.x0xtest.cli.options.Surroundings;
import dev.x0xtest.coordinator.causes.Cause;
import dev.x0xtest.serve.alert.sink.Sink;
import dev.x0xtest.serve.incident.IncidentRules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class AlertOptionsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Command(name = "serve")
    private static final class Host {
        @Mixin
        AlertOptions alerts = new AlertOptions();
    }

    private static AlertOptions parse(String... arguments) {
        Host host = new Host();
        CommandLine line = new CommandLine(host);
        Surroundings.register(line, HomePath.of(Map.of()));
        line.parseArgs(arguments);
        return host.alerts;
    }

    private static List<Sink> sinks(String... arguments) {
        return parse(arguments).sinks("fleet", Duration.ofMinutes(5), InstantSource.system());
    }

    private Path file(String name, String text) throws Exception {
        return Files.writeString(directory.resolve(name), text);
    }

    @Test
    void withoutOptionsNobodyIsToldAndTheRulesAreTheUsualOnes() {
        assertThat(sinks()).isEmpty();
        assertThat(parse().heartbeat()).isEmpty();
        assertThat(parse().rules("fleet", "")).isEqualTo(IncidentRules.defaults("fleet"));
    }

    @Test
    void eachOptionIsASink() throws Exception {
        List<Sink> sinks = sinks(
                "--webhook", file("url", "https://hooks.example.org/k3y\n").toString(),
                "--webhook-secret-file", file("secret", "s3cret\n").toString(),
                "--chat-webhook", "https://chat.example.org/hooks/k3y",
                "--alert-command", "/usr/local/bin/page --now",
                "--mail-to", "ops@example.org,Second <two@example.org>",
                "--mail-from", "x0xtest@example.org",
                "--smtp", "smtp://joe@mail.example.org",
                "--smtp-password-file", file("password", "pa55\n").toString(),
                "--alertmanager", "http://127.0.0.1:9093,http://127.0.0.1:9094");
        assertThat(sinks)
                .extracting(Sink::name)
                .containsExactly("webhook", "chat", "command", "mail", "alertmanager", "alertmanager-2");
    }

    @Test
    void rulesAreAsGiven() {
        IncidentRules rules = parse("--alert-after", "3/4", "--alert-repeat", "2h", "--alert-severity", "slow")
                .rules("fleet", "http://x/");
        assertThat(rules)
                .isEqualTo(new IncidentRules(3, 4, Duration.ofHours(2), Cause.Severity.SLOW, "fleet", "http://x/"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--webhook|k3y://host|--webhook: not an address",
                "--chat-webhook|/no/such/file|/no/such/file: no such file",
                "--webhook-secret-file|/dev/null|--webhook-secret-file needs --webhook",
                "--alert-command|' '|there is no command",
                "--mail-to|ops@example.org|mail needs all of",
                "--smtp|smtp://host|mail needs all of",
                "--alertmanager|localhost:9093|--alertmanager: not an address"
            })
    void aMistakeIsOneLineWithoutTheKey(String option, String value, String message) {
        assertThatThrownBy(() -> sinks(option, value))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("k3y");
    }

    @ParameterizedTest
    @CsvSource({"0/1", "3/2", "two", "2/99"})
    void rulesThatAreNoneAreRefused(String after) {
        assertThatThrownBy(() -> parse("--alert-after", after).rules("fleet", ""))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("--alert-after: ");
    }
}
