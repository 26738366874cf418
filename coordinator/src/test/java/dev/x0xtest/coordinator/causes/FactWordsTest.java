package dev.x0xtest.coordinator.causes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.coordinator.report.fact.Fact;
import dev.x0xtest.wire.NodeLabel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactWordsTest {
    private static final NodeLabel NYC = new NodeLabel("nyc");
    private static final NodeLabel SFO = new NodeLabel("sfo");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "reached | 1 | sfo's x0xd took a message of nyc",
                "reached | 0 | a message of nyc to sfo failed: no answer within its time",
                "reached_ms | 35 | the message of nyc to sfo took 35 ms",
                "connected | 1 | nyc's x0xd is connected to sfo",
                "connected | 0 | nyc's x0xd has no connection to sfo",
                "black_holes | 2 | nyc's x0xd has met 2 black holes for large packets on the way to sfo",
                "mtu | 1200 | nyc's x0xd sends sfo packets of at most 1200 bytes",
                "lost_packets | 7 | nyc's x0xd lost 7 packets on the way to sfo",
                "foreign_links | 1 | nyc's x0xd was connected anew with sfo's identity, once within ten minutes, and the x0xd beside sfo's runner was not",
                "foreign_links | 3 | nyc's x0xd was connected anew with sfo's identity, 3 times within ten minutes, and the x0xd beside sfo's runner was not",
                "of_another_version | 3 | nyc of sfo: of_another_version 3"
            })
    void aFactIsAClause(String name, long value, String clause) {
        assertThat(FactWords.text(Fact.of(NYC, SFO, Fact.Source.SNAPSHOT, name, value, 0)))
                .isEqualTo(clause);
    }

    @Test
    void whatOneDaemonCountsNamesNoOther() {
        assertThat(FactWords.text(Fact.of(NYC, null, Fact.Source.COUNTER, Fact.LOST_PACKETS, 7, 0)))
                .isEqualTo("nyc's x0xd lost 7 packets");
        assertThat(FactWords.text(Fact.said(NYC, null, Fact.Source.STATUS, Fact.GROUP, "x0xd=0.48.1", 0)))
                .isEqualTo("nyc is of the group x0xd=0.48.1");
    }
}
