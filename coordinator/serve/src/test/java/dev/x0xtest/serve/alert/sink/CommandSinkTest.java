package dev.x0xtest.serve.alert.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.x0xtest.serve.model.Alert;
import dev.x0xtest.testkit.report.Schemas;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandSinkTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    private CommandSink sink(String script, Duration limit, String... words) throws Exception {
        Path file = directory.resolve("alert");
        Files.writeString(file, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        List<String> command = new ArrayList<>(List.of(words));
        command.add(0, file.toString());
        return new CommandSink("command", command, limit);
    }

    @Test
    void itGetsTheAlertOnItsInputAndInItsEnvironment() throws Exception {
        Path out = directory.resolve("out");
        Path environment = directory.resolve("environment");
        sink(
                        "cat > \"$1\"; printf '%s|%s|%s|%s' \"$2\" \"$X0XTEST_EVENT\" \"$X0XTEST_KIND\""
                                + " \"$X0XTEST_TEXT\" > "
                                + environment,
                        LIMIT,
                        out.toString(),
                        "two $(words)")
                .send(SampleAlert.of("1", "a", Alert.Event.OPENED, SampleAlert.HOSTILE, ""));
        Schemas.assertValid("alert-1", Files.readString(out));
        assertThat(Files.readString(environment))
                .startsWith("two $(words)|opened|LINK|n1 ")
                .doesNotContain("\u001b", "\n", "\r");
    }

    @Test
    void oneThatFailsIsQuotedByItsLastLine() throws Exception {
        assertThatThrownBy(() -> sink("echo first; printf 'no \\033[31mpager\\n' >&2; exit 3", LIMIT)
                        .send(SampleAlert.opened()))
                .isInstanceOf(SinkException.class)
                .hasMessage("the command ended with exit code 3: no ?[31mpager");
    }

    @Test
    void oneThatFloodsIsReadAndForgotten() throws Exception {
        sink("head -c 30000000 /dev/zero", LIMIT).send(SampleAlert.opened());
    }

    @Test
    void oneThatHangsIsKilledWithItsChildren() throws Exception {
        Path pid = directory.resolve("pid");
        assertThatThrownBy(() -> sink("sleep 600 & echo $! > " + pid + "; wait", Duration.ofSeconds(2))
                        .send(SampleAlert.opened()))
                .isInstanceOf(SinkException.class)
                .hasMessage("the command did not end within 2000 ms");
        long child = Long.parseLong(Files.readString(pid).strip());
        assertThat(ProcessHandle.of(child)
                        .map(handle -> handle.onExit().join())
                        .map(ProcessHandle::isAlive)
                        .orElse(false))
                .isFalse();
    }

    @Test
    void oneThatIsNotThereIsNamed() {
        assertThatThrownBy(() ->
                        new CommandSink("command", List.of("/no/such/pager", "k3y"), LIMIT).send(SampleAlert.opened()))
                .isInstanceOf(SinkException.class)
                .hasMessage("the command /no/such/pager cannot be started");
    }
}
