package dev.x0xtest.coordinator.run.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.wire.Plane;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the table of outcomes in docs/glossary.md line by line, on the raw plane. */
class CellJudgeTest {
    @ParameterizedTest
    @CsvSource({
        // columns: line, receiver, sender, gap, outcome
        "1,  INTACT,                    not attempted, ,    UNOBSERVED",
        "2,  INTACT,                    no report,     ,    UNOBSERVED",
        "3,  INTACT_UNVERIFIED_RECEIPT, ok,            ,    UNOBSERVED",
        "3,  INTACT_UNVERIFIED_RECEIPT, definite,      ,    UNOBSERVED",
        "4,  INTACT_LATE,               ok,            ,    LATE",
        "4,  INTACT_LATE,               other plane,   ,    LATE",
        "4,  INTACT_LATE,               indefinite,    ,    LATE",
        "-,  INTACT_UNTIMED,            ok,            ,    UNOBSERVED",
        "5,  INTACT,                    other plane,   ,    WRONG_PLANE",
        "6,  INTACT,                    ok,            ,    PROVEN",
        "6,  INTACT,                    ok,            gap, PROVEN",
        "7,  INTACT,                    definite,      ,    UNACKED",
        "7,  INTACT,                    indefinite,    gap, UNACKED",
        "8,  CORRUPT,                   ok,            ,    CORRUPT",
        "8,  CORRUPT,                   no report,     gap, CORRUPT",
        "9,  IMPOSTOR,                  ok,            ,    IMPOSTOR",
        "9,  IMPOSTOR,                  not attempted, gap, IMPOSTOR",
        "10, NONE,                      not attempted, ,    NOT_RUN",
        "10, NONE,                      not attempted, gap, NOT_RUN",
        "11, NONE,                      definite,      gap, REFUSED",
        "11, NONE,                      indefinite,    ,    REFUSED",
        "12, NONE,                      ok,            ,    MISSING",
        "12, NONE,                      other plane,   ,    MISSING",
        "13, NONE,                      ok,            gap, UNOBSERVED",
        "13, NONE,                      indefinite,    gap, UNOBSERVED",
        "13, NONE,                      no report,     ,    UNOBSERVED",
        "13, NONE,                      no report,     gap, UNOBSERVED",
    })
    void theFirstLineThatFitsDecides(
            String line, ReceiverRecord receiver, String sender, @Nullable String gap, CellOutcome expected) {
        assertThat(CellJudge.judge(Plane.RAW, sender(sender), receiver, gap).outcome())
                .as("line " + line)
                .isEqualTo(expected);
    }

    private static SenderRecord sender(String what) {
        return switch (what) {
            case "ok" -> new SenderRecord.Accepted("raw_quic_acked", 0, 1, 2);
            case "other plane" -> new SenderRecord.Accepted("gossip_inbox", 0, 1, 2);
            case "definite" -> new SenderRecord.Refused("403 agent is blocked", null, true, 2);
            case "indefinite" -> new SenderRecord.Refused("504 timeout", null, false, 2);
            case "not attempted" -> new SenderRecord.NotAttempted("queue full");
            case "no report" -> new SenderRecord.NoReport("no answer");
            default -> throw new IllegalArgumentException(what);
        };
    }
}
