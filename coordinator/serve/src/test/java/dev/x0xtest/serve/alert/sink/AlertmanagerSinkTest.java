package dev.x0xtest.serve.alert.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.x0xtest.serve.model.Alert;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertmanagerSinkTest {
    private static final Instant NOW = Instant.ofEpochMilli(1_800_000_300_000L);

    private final HttpSink server = new HttpSink();
    private final AlertmanagerSink sink = new AlertmanagerSink(
            "alertmanager",
            SecretUrl.parse(server.address("/am/")),
            new HttpCalls(Duration.ofSeconds(10)),
            InstantSource.fixed(NOW),
            "fleet",
            Duration.ofMinutes(5),
            Duration.ofMinutes(1));

    @AfterEach
    void close() {
        server.close();
    }

    private JsonNode posted() throws Exception {
        HttpSink.Request request = server.requests.get(server.requests.size() - 1);
        assertThat(request.path()).isEqualTo("/am/api/v2/alerts");
        return new ObjectMapper().readTree(request.body());
    }

    @Test
    void anOpenIncidentEndsByItselfAfterFourIntervals() throws Exception {
        sink.send(SampleAlert.opened());
        JsonNode alert = posted().get(0);
        assertThat(alert.get("labels").get("alertname").textValue()).isEqualTo("X0xtestIncident");
        assertThat(Instant.parse(alert.get("startsAt").textValue()))
                .isEqualTo(Instant.ofEpochMilli(1_800_000_000_000L));
        assertThat(Instant.parse(alert.get("endsAt").textValue())).isEqualTo(NOW.plus(Duration.ofMinutes(20)));
        assertThat(alert.get("annotations").get("summary").textValue()).contains("n1 to n2");
    }

    @ParameterizedTest
    @CsvSource({"red, critical", "slow, warning", "grey, info"})
    void itsSeverityIsALabelInTheWordsOfPrometheus(String ours, String label) throws Exception {
        sink.send(SampleAlert.of(ours));
        assertThat(posted().get(0).get("labels").get("severity").textValue()).isEqualTo(label);
    }

    @Test
    void aClearedOneEndsNowUnderTheSameLabels() throws Exception {
        sink.send(SampleAlert.opened());
        JsonNode opened = posted().get(0).get("labels");
        sink.send(SampleAlert.of("9", "a", Alert.Event.CLEARED));
        JsonNode cleared = posted().get(0);
        assertThat(cleared.get("labels")).isEqualTo(opened);
        assertThat(Instant.parse(cleared.get("endsAt").textValue())).isEqualTo(NOW);
    }

    @Test
    void whatLastsIsSentAgainWithTheWatchdog() throws Exception {
        sink.refresh(
                List.of(SampleAlert.of("1", "a", Alert.Event.OPENED), SampleAlert.of("2", "b", Alert.Event.OPENED)));
        JsonNode all = posted();
        assertThat(all).hasSize(3);
        assertThat(all.get(0).get("labels").get("alertname").textValue()).isEqualTo("X0xtestWatchdog");
        assertThat(all).allSatisfy(alert -> {
            assertThat(Instant.parse(alert.get("startsAt").textValue())).isBeforeOrEqualTo(NOW);
            assertThat(Instant.parse(alert.get("endsAt").textValue())).isEqualTo(NOW.plus(Duration.ofMinutes(20)));
        });
        assertThat(sink.refreshEvery()).isEqualTo(Duration.ofMinutes(1));
    }
}
