package dev.x0xtest.runner.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.runner.gate.ReplayTable.Decision;
import dev.x0xtest.wire.AgentId;
import org.junit.jupiter.api.Test;

class ReplayTableTest {
    private static final AgentId A = new AgentId("a".repeat(64));
    private static final AgentId B = new AgentId("b".repeat(64));
    private static final long TTL = 100;

    private final ReplayTable<String> table = new ReplayTable<>(new ReplayTable.Limits(3, 10, TTL));

    @Test
    void aNewCommandIsExecutedAndARunningOneCoalesced() {
        assertThat(table.admit(A, "r", "h", 0)).isInstanceOf(Decision.Execute.class);
        assertThat(table.admit(A, "r", "h", 0)).isInstanceOf(Decision.Coalesce.class);
    }

    @Test
    void aCompletedOneIsResentUntilItsTimeIsOver() {
        table.admit(A, "r", "h", 0);
        table.complete(A, "r", "answer", 6, 50);
        assertThat(table.admit(A, "r", "h", 50 + TTL - 1)).isEqualTo(new Decision.Resend<>("answer"));
        assertThat(table.admit(A, "r", "h", 50 + TTL)).isInstanceOf(Decision.Execute.class);
    }

    @Test
    void otherContentUnderTheSameIdConflictsRunningOrCompleted() {
        table.admit(A, "r", "h", 0);
        assertThat(refusal(A, "r", "other")).isEqualTo("request_id reused with different command");
        table.complete(A, "r", "answer", 6, 0);
        assertThat(refusal(A, "r", "other")).isEqualTo("request_id reused with different command");
    }

    @Test
    void oneCoordinatorNeverSeesNorFillsAnothersTable() {
        for (int i = 0; i < 3; i++) {
            table.admit(A, "r" + i, "h", 0);
        }
        assertThat(table.admit(B, "r0", "other", 0)).isInstanceOf(Decision.Execute.class);
    }

    @Test
    void aTableFullOfRunningCommandsRefusesAndACompletedOneGivesWay() {
        for (int i = 0; i < 3; i++) {
            table.admit(A, "r" + i, "h", 0);
        }
        assertThat(refusal(A, "r3", "h")).isEqualTo("runner replay cache is full with protected commands");
        table.complete(A, "r1", "x", 1, 0);
        assertThat(table.admit(A, "r3", "h", 0)).isInstanceOf(Decision.Execute.class);
        assertThat(refusal(A, "r1", "h")).isEqualTo("runner replay cache is full with protected commands");
        assertThat(table.admit(A, "r0", "h", 0)).isInstanceOf(Decision.Coalesce.class);
    }

    @Test
    void theOldestAnswersGiveWayToKeepWithinTheBytes() {
        complete("r0", 6);
        complete("r1", 6);
        assertThat(table.admit(A, "r1", "h", 0)).isInstanceOf(Decision.Resend.class);
        assertThat(table.admit(A, "r0", "h", 0)).isInstanceOf(Decision.Execute.class);
    }

    @Test
    void anAnswerBeyondAllBytesIsNotKeptAndSaidSo() {
        complete("r0", 11);
        assertThat(refusal(A, "r0", "h")).isEqualTo("completed command result exceeds replay cache bound");
    }

    @Test
    void aCommandThatWasNotExecutedMayRunLater() {
        table.admit(A, "r", "h", 0);
        table.forget(A, "r");
        assertThat(table.admit(A, "r", "h", 0)).isInstanceOf(Decision.Execute.class);
    }

    @Test
    void bytesAreGivenBackWhenTheirTimeIsOver() {
        for (int round = 0; round < 5; round++) {
            long now = round * TTL * 2;
            table.admit(A, "r", "h", now);
            table.complete(A, "r", "x", 10, now);
            assertThat(table.admit(A, "r", "h", now)).isInstanceOf(Decision.Resend.class);
        }
    }

    private void complete(String id, long bytes) {
        table.admit(A, id, "h", 0);
        table.complete(A, id, "answer of " + id, bytes, 0);
    }

    private String refusal(AgentId coordinator, String id, String hash) {
        Decision<String> decision = table.admit(coordinator, id, hash, 0);
        return decision instanceof Decision.Refuse<String> refused ? refused.message() : decision.toString();
    }
}
