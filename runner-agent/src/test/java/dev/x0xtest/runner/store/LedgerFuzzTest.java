package dev.x0xtest.runner.store;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.x0xtest.runner.plan.LedgerStore;
import dev.x0xtest.runner.rig.Configs;
import dev.x0xtest.runner.rig.RunnerRig;
import dev.x0xtest.runner.rig.TestPlans;
import dev.x0xtest.testkit.FakeDaemon;
import dev.x0xtest.testkit.fuzz.Fuzz;
import dev.x0xtest.testkit.fuzz.FuzzTarget;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.action.Action;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.plan.GoParams;
import dev.x0xtest.wire.plan.PlanActions;
import dev.x0xtest.wire.plan.RunRef;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Starts runners on damaged ledgers. A ledger that cannot be is forgotten; with any other the runner goes on and answers. */
class LedgerFuzzTest {
    private static final RunRef REF = new RunRef(TestPlans.RUN, 1);
    private static final List<AgentId> AGENTS = List.of(RunnerRig.SELF, RunnerRig.OTHER);
    private static final int HEAD = 21;

    @TempDir
    private Path locks = Path.of("");

    @TempDir
    private Path state = Path.of("");

    private final Logger log = (Logger) LoggerFactory.getLogger("dev.x0xtest.runner.plan.RunLedgers");
    private int commands;

    /** What is logged of a ledger that is forgotten is one line, and no defect of ours. */
    private final AppenderBase<ILoggingEvent> logged = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            String line = event.getFormattedMessage();
            assertThat(line)
                    .hasSizeLessThan(400)
                    .doesNotContain("\n")
                    .doesNotContainPattern("Cannot invoke|out of bounds|: null$|class [a-z]+\\.");
        }
    };

    @BeforeEach
    void listen() {
        logged.start();
        log.setAdditive(false);
        log.addAppender(logged);
    }

    @AfterEach
    void listenNoMore() {
        log.detachAppender(logged);
        log.setAdditive(true);
    }

    @Test
    void aDamagedFileIsWholeLinesOrNothing() throws IOException {
        Path ledger = ledger(killed());
        Fuzz.run(FuzzTarget.silent("ledger files", List.of(Files.readAllBytes(ledger)), damaged -> {
                    Files.write(ledger, damaged);
                    LedgerStore store = FileLedgers.in(ledger.resolveSibling(""), warning -> {});
                    Map<RunRef, List<String>> lines = store.load();
                    return lines.values().stream().anyMatch(all -> !all.isEmpty());
                })
                .oneOf(4));
    }

    @Test
    void aRunnerForgetsADamagedRunOrGoesOnWithIt() throws IOException {
        RunnerRig first = killed();
        Path ledger = ledger(first);
        byte[] whole = Files.readAllBytes(ledger);
        byte[] lines = Arrays.copyOfRange(whole, HEAD, whole.length);
        Fuzz.run(FuzzTarget.silent("ledgers", List.of(lines), damaged -> goesOn(first, ledger, damaged))
                .oneOf(40)
                .allocating(64L << 20, 10_000));
    }

    private boolean goesOn(RunnerRig first, Path ledger, byte[] damaged) throws IOException {
        byte[] counted = counted(damaged);
        Files.write(ledger, counted);
        RunnerRig second = RunnerRig.restarted(first, locks.resolve("n" + commands), Configs.stateDir(state));
        ask(second, PlanActions.RENEW, REF);
        second.advance(Duration.ofSeconds(1));
        ask(second, PlanActions.REPORT, REF);
        ask(second, PlanActions.CLOSE, REF);
        assertThat(second.results(RunnerRig.COORDINATOR)).as("answers").hasSizeGreaterThanOrEqualTo(3);
        boolean known = Files.exists(ledger);
        ask(second, PlanActions.CANCEL, REF);
        Files.deleteIfExists(ledger);
        return known;
    }

    /** With the length before it, as if these lines had been written. */
    private static byte[] counted(byte[] lines) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        String head = String.format(Locale.ROOT, "%020d%n", HEAD + lines.length).replace("\r", "");
        file.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        file.writeBytes(lines);
        return file.toByteArray();
    }

    private <P> void ask(RunnerRig rig, Action<P, ?> action, P params) {
        Command command = Command.of("c" + commands++, "sfo", action, params, RunnerRig.COORDINATOR, false);
        rig.command(RunnerRig.COORDINATOR, command);
    }

    /** A run with a hop that was refused, one that was answered, and one in flight. */
    private RunnerRig killed() {
        RunnerRig rig = RunnerRig.running(locks.resolve("first"), Configs.stateDir(state));
        rig.daemon.onSend = send -> send.to().equals(RunnerRig.OTHER)
                ? FakeDaemon.refused(503, "unerreichbar: überlastet")
                : FakeDaemon.accepted(send);
        TestPlans.Shape shape = new TestPlans.Shape(AGENTS.size(), 4, 1, 100, 1);
        ask(rig, PlanActions.PLAN, TestPlans.plan(TestPlans.RUN, AGENTS, shape, 0, null));
        ask(rig, PlanActions.GO, GoParams.of(REF, TestPlans.all(AGENTS.size())));
        rig.advance(Duration.ofMillis(50));
        rig.stallHops();
        rig.advance(Duration.ofMillis(150));
        return rig;
    }

    private Path ledger(RunnerRig rig) {
        assertThat(rig.hops()).isNotEmpty();
        try (Stream<Path> files = Files.walk(state)) {
            return files.filter(Files::isRegularFile).findFirst().orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
