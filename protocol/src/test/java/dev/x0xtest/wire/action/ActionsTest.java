package dev.x0xtest.wire.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.WireException.Kind;
import dev.x0xtest.wire.WireLimits;
import dev.x0xtest.wire.frame.Samples;
import dev.x0xtest.wire.json.Codecs;
import dev.x0xtest.wire.json.WireJson;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the names, result kinds, powers and parameters of the actions, and the codec between records and JSON. */
class ActionsTest {
    @ParameterizedTest
    @CsvSource({
        "discover, discover_reply, MEASURE",
        "noop_ack, ack, MEASURE",
        "send_dm, send_result, PAIRWISE",
        "contact_add, contact_add_result, CONTACTS",
        "contact_update, contact_update_result, CONTACTS",
        "contact_remove, contact_remove_result, CONTACTS",
        "contact_list, contact_list_result, CONTACTS",
        "group_create, group_create_result, GROUPS",
        "group_invite, group_invite_result, GROUPS",
        "group_join, group_join_result, GROUPS",
        "group_list, group_list_result, GROUPS",
        "group_info, group_info_result, GROUPS",
        "group_members, group_members_result, GROUPS",
        "group_send_message, group_send_message_result, GROUPS",
        "group_messages, group_messages_result, GROUPS",
        "group_state_commits, group_state_commits_result, GROUPS",
        "group_set_display_name, group_set_display_name_result, GROUPS",
        "group_leave, group_leave_result, GROUPS"
    })
    void everyActionOfUpstreamIsThere(String name, String kind, Power power) {
        Action<?, ?> action = Actions.all().find(name).orElseThrow();
        assertThat(action.resultKind()).isEqualTo(kind);
        assertThat(action.power()).isEqualTo(power);
    }

    @Test
    void thereAreNoOthers() {
        assertThat(Actions.all().all()).hasSize(18);
        assertThat(Actions.all().find("dance")).isEmpty();
    }

    @Test
    void aNameRegisteredTwiceFailsAtOnce() {
        assertThatThrownBy(() -> Actions.all().register(Actions.SEND_DM))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("action registered twice: send_dm");
    }

    @ParameterizedTest
    @CsvSource({
        "send_dm, recipient_aid",
        "contact_add, agent_id",
        "contact_update, agent_id",
        "contact_remove, agent_id",
        "group_create, name",
        "group_invite, group_id",
        "group_join, invite",
        "group_info, group_id",
        "group_members, group_id",
        "group_send_message, group_id",
        "group_messages, group_id",
        "group_state_commits, group_id",
        "group_set_display_name, group_id",
        "group_leave, group_id"
    })
    void aMissingParameterIsNamed(String name, String field) {
        Action<?, ?> action = Actions.all().find(name).orElseThrow();
        WireException refusal =
                catchThrowableOfType(WireException.class, () -> action.params().decode(WireJson.object()));
        assertThat(refusal).hasMessage("missing field " + field);
        assertThat(refusal.kind()).isEqualTo(Kind.MISSING_FIELD);
    }

    @Test
    void absentParametersHaveUpstreamsDefaults() throws WireException {
        assertThat(Actions.SEND_DM.params().decode(json("{\"recipient_aid\":\"x\",\"require_ack_ms\":null}")))
                .isEqualTo(new SendDm.Params("x", "", "", null, false, null, false, false, null, null, null));
        assertThat(Actions.CONTACT_ADD.params().decode(json("{\"agent_id\":\"x\"}")))
                .isEqualTo(new ContactCommand.Add("x", "Unknown", null));
        assertThat(Actions.GROUP_CREATE.params().decode(json("{\"name\":\"x\"}")))
                .isEqualTo(new GroupCommand.Create("x", "", null));
        assertThat(Actions.GROUP_SEND_MESSAGE.params().decode(json("{\"group_id\":\"x\",\"body\":\"y\"}")))
                .isEqualTo(new GroupCommand.SendMessage("x", "y", "chat"));
        assertThat(Actions.GROUP_STATE_COMMITS.params().decode(json("{\"group_id\":\"x\"}")))
                .isEqualTo(new GroupCommand.StateCommits("x", 0, null));
        assertThat(Actions.NOOP_ACK.params().decode(json("{\"request_id\":\"x\"}")))
                .isEqualTo(NoopAck.Params.none());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"recipient_aid\":1}; field recipient_aid is not a string",
                "{\"recipient_aid\":\"x\",\"attempts\":\"1\"}; field attempts is not an integer",
                "{\"recipient_aid\":\"x\",\"attempts\":1.0}; field attempts is not an integer",
                "{\"recipient_aid\":\"x\",\"attempts\":2147483648}; field attempts is out of range",
                "{\"recipient_aid\":\"x\",\"require_gossip\":\"no\"}; field require_gossip is not true or false",
                "{\"recipient_aid\":\"x\",\"require_gossip\":0}; field require_gossip is not true or false"
            })
    void nothingIsCoerced(String params, String message) {
        assertThatThrownBy(() -> Actions.SEND_DM.params().decode(json(params)))
                .isInstanceOf(WireException.class)
                .hasMessage(message);
    }

    @Test
    void anErrorWithinAListNamesItsPlace() {
        assertThatThrownBy(() -> Actions.NOOP_ACK.params().decode(json("{\"sightings\":[\"a\",2]}")))
                .hasMessage("field sightings[1] is not a string");
        assertThatThrownBy(() -> Actions.NOOP_ACK.params().decode(json("{\"sightings\":{}}")))
                .hasMessage("field sightings is not an array");
        assertThatThrownBy(() -> Actions.NOOP_ACK.details().decode(json("{\"sightings\":[{\"id\":\"x\"}]}")))
                .hasMessage("missing field sightings[0].count");
        assertThatThrownBy(() -> Actions.NOOP_ACK.details().decode(json("{\"attachment\":[]}")))
                .hasMessage("field attachment is not an object");
        assertThatThrownBy(() -> Actions.NOOP_ACK.params().decode(json("{\"sightings\":[null]}")))
                .hasMessage("field sightings[0] is not a string");
    }

    @Test
    void asksForAtMost256Sightings() throws WireException {
        List<String> ids = Collections.nCopies(WireLimits.SIGHTING_IDS, "id");
        ObjectNode params = Actions.NOOP_ACK.params().encode(new NoopAck.Params(ids));
        assertThat(Actions.NOOP_ACK.params().decode(params).sightings()).hasSize(256);
        params.withArray("sightings").add("one more");
        WireException refusal = catchThrowableOfType(
                WireException.class, () -> Actions.NOOP_ACK.params().decode(params));
        assertThat(refusal.kind()).isEqualTo(Kind.BAD_VALUE);
        assertThat(refusal).hasMessage("sightings asks for 257 ids, at most 256");
    }

    @Test
    void detailsOfAcksAndSendsSurviveTheWire() throws WireException {
        NoopAck.Details ack = Samples.ack();
        assertThat(Actions.NOOP_ACK.details().decode(Actions.NOOP_ACK.details().encode(ack)))
                .isEqualTo(ack);
        SendDm.Details sent = Samples.sendOk();
        assertThat(Actions.SEND_DM.details().decode(Actions.SEND_DM.details().encode(sent)))
                .isEqualTo(sent);
    }

    @Test
    void aCodecOfSomethingWithoutAWireFormFailsAtStart() {
        assertThatThrownBy(() -> Codecs.record(Odd.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Thread");
    }

    /** A record with a component type that has no JSON form. */
    record Odd(Thread thread) {}

    private static ObjectNode json(String text) throws WireException {
        return WireJson.parseObject(text.getBytes(StandardCharsets.UTF_8));
    }
}
