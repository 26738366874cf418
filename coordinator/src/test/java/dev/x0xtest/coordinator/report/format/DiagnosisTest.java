package dev.x0xtest.coordinator.report.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.RosterEntry;
import dev.x0xtest.coordinator.report.SampleCells;
import dev.x0xtest.coordinator.report.SampleReport;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.Plane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiagnosisTest {
    private static final NodeLabel NYC = new NodeLabel("nyc");
    private static final NodeLabel SFO = new NodeLabel("sfo");

    private final Report report = SampleReport.of("nyc", "sfo", "sydney").build();

    @ParameterizedTest
    @CsvSource({
        "403,UNBLOCK_AT_SOURCE",
        "403 agent is blocked,UNBLOCK_AT_SOURCE",
        "403 recipient_rejected,TRUST_AT_DESTINATION",
        "503 recipient_undiscovered,INTRODUCE",
        "404 recipient_key_unavailable,INTRODUCE",
        "409 recipient_upgrade_required,UPGRADE",
        "409 recipient_ack_semantics_unavailable,UPGRADE",
        "413 payload_too_large,SHRINK",
        "503 receiver_backpressured,EASE",
        "504 timeout,TRACE_TIMEOUT",
        "502 peer_disconnected,TRACE_REFUSAL"
    })
    void aRefusalIsTakenByItsCode(String code, NextStep step) {
        assertThat(Diagnosis.nextStep(report, SampleCells.refused(NYC, SFO, code)))
                .isEqualTo(step);
    }

    @Test
    void aFalseAcknowledgementLeadsToTheDestinationsContacts() {
        CellReport cell = SampleCells.missing(NYC, SFO);

        assertThat(Diagnosis.evidence(report, cell))
                .isEqualTo("nyc's daemon acknowledged it (raw_quic_acked), but sfo's stream, which had no gap,"
                        + " never showed it");
        assertThat(Diagnosis.nextStep(report, cell).text(report, cell))
                .isEqualTo(
                        "check sfo's contact for nyc: a blocked contact has exactly this effect, and so has a second "
                                + "x0xd with sfo's identity");
    }

    @Test
    void aBlockAtTheSourceIsCalledOne() {
        assertThat(Diagnosis.evidence(report, SampleCells.blocked(NYC, SFO)))
                .isEqualTo("nyc's own daemon refuses to send to sfo: nyc has sfo blocked");
    }

    @Test
    void aHoleInTheCoverageIsNotBlamedOnTheSender() {
        assertThat(Diagnosis.nextStep(report, SampleCells.unobserved(NYC, SFO))).isEqualTo(NextStep.CHECK_COVERAGE);
        assertThat(Diagnosis.nextStep(report, SampleCells.unverified(NYC, SFO))).isEqualTo(NextStep.GET_ACQUAINTED);
    }

    @Test
    void aSilentRunnerIsTheFirstThingToLookAtInEitherDirection() {
        Report silent = SampleReport.of("nyc", "sfo", "sydney").silent("sfo").build();

        assertThat(step(silent, CellReport.notRun(NYC, SFO, "x")))
                .startsWith("check that sfo's x0xd and runner are up; start its runner with --coordinator " + id(NYC));
        assertThat(step(silent, CellReport.notRun(SFO, NYC, "x"))).contains("start its runner with --coordinator");
        assertThat(step(silent, SampleCells.unobserved(NYC, SFO))).contains("start its runner with --coordinator");
    }

    @Test
    void aRunnerThatAnsweredButDidNotGetReadyHasALogToRead() {
        RosterEntry entry = new RosterEntry(
                SFO, SampleReport.id(SFO), null, true, "upstream", null, "found, but not ready: no answer", "dm", "");
        Report unready = SampleReport.of("nyc", "sfo").entry(entry).build();

        assertThat(step(unready, CellReport.notRun(NYC, SFO, "x"))).isEqualTo("read the log of sfo's runner");
    }

    @Test
    void aPinThatDoesNotFitIsCorrected() {
        String state = "no answer to discovery in 30 s; pinned to " + id(SFO) + ", but " + id(NYC) + " answers as it";
        RosterEntry entry = new RosterEntry(SFO, SampleReport.id(SFO), null, true, null, null, state, null, "");
        Report unready = SampleReport.of("nyc", "sfo").entry(entry).build();

        assertThat(step(unready, CellReport.notRun(NYC, SFO, "x")))
                .isEqualTo("correct the agent id given for sfo, or stop the runner that claims its label");
    }

    @Test
    void everyStepIsWordedForItsCell() {
        for (NextStep step : NextStep.values()) {
            assertThat(step.text(report, SampleCells.missing(NYC, SFO)))
                    .isNotBlank()
                    .doesNotContain("{", "}")
                    .doesNotEndWith(".");
        }
    }

    @Test
    void aProvenCellHasNoNextStep() {
        CellReport proven = SampleCells.proven(NYC, SFO, Plane.RAW);

        assertThatThrownBy(() -> Diagnosis.nextStep(report, proven)).isInstanceOf(IllegalArgumentException.class);
    }

    private static String step(Report report, CellReport cell) {
        return Diagnosis.nextStep(report, cell).text(report, cell);
    }

    private static String id(NodeLabel node) {
        return SampleReport.id(node).hex();
    }
}
