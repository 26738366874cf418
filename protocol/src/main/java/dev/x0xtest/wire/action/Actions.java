package dev.x0xtest.wire.action;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.wire.json.Codecs;
import dev.x0xtest.wire.result.ResultKinds;
import java.util.List;

/** Every action of upstream's runner (tests/runners/x0x_test_runner.py of x0x 0.48.1), typed. */
public final class Actions {
    public static final Action<DiscoverParams, DiscoverDetails> DISCOVER = new Action<>(
            "discover",
            ResultKinds.DISCOVER_REPLY,
            Power.MEASURE,
            Codecs.record(DiscoverParams.class),
            Codecs.record(DiscoverDetails.class));
    public static final Action<NoopAckParams, AckDetails> NOOP_ACK = new Action<>(
            "noop_ack",
            ResultKinds.ACK,
            Power.MEASURE,
            Codecs.record(NoopAckParams.class),
            Codecs.record(AckDetails.class));
    public static final Action<SendDmParams, SendDetails> SEND_DM = new Action<>(
            "send_dm",
            ResultKinds.SEND_RESULT,
            Power.PAIRWISE,
            Codecs.record(SendDmParams.class),
            Codecs.record(SendDetails.class));

    public static final Action<ContactAddParams, ObjectNode> CONTACT_ADD =
            verbatim("contact_add", Power.CONTACTS, ContactAddParams.class);
    public static final Action<ContactUpdateParams, ObjectNode> CONTACT_UPDATE =
            verbatim("contact_update", Power.CONTACTS, ContactUpdateParams.class);
    public static final Action<ContactRemoveParams, ObjectNode> CONTACT_REMOVE =
            verbatim("contact_remove", Power.CONTACTS, ContactRemoveParams.class);
    public static final Action<NoParams, ObjectNode> CONTACT_LIST =
            verbatim("contact_list", Power.CONTACTS, NoParams.class);

    public static final Action<GroupCreateParams, ObjectNode> GROUP_CREATE =
            verbatim("group_create", Power.GROUPS, GroupCreateParams.class);
    public static final Action<GroupInviteParams, ObjectNode> GROUP_INVITE =
            verbatim("group_invite", Power.GROUPS, GroupInviteParams.class);
    public static final Action<GroupJoinParams, ObjectNode> GROUP_JOIN =
            verbatim("group_join", Power.GROUPS, GroupJoinParams.class);
    public static final Action<NoParams, ObjectNode> GROUP_LIST = verbatim("group_list", Power.GROUPS, NoParams.class);
    public static final Action<GroupParams, ObjectNode> GROUP_INFO =
            verbatim("group_info", Power.GROUPS, GroupParams.class);
    public static final Action<GroupParams, ObjectNode> GROUP_MEMBERS =
            verbatim("group_members", Power.GROUPS, GroupParams.class);
    public static final Action<GroupSendMessageParams, ObjectNode> GROUP_SEND_MESSAGE =
            verbatim("group_send_message", Power.GROUPS, GroupSendMessageParams.class);
    public static final Action<GroupParams, ObjectNode> GROUP_MESSAGES =
            verbatim("group_messages", Power.GROUPS, GroupParams.class);
    public static final Action<GroupStateCommitsParams, ObjectNode> GROUP_STATE_COMMITS =
            verbatim("group_state_commits", Power.GROUPS, GroupStateCommitsParams.class);
    public static final Action<GroupSetDisplayNameParams, ObjectNode> GROUP_SET_DISPLAY_NAME =
            verbatim("group_set_display_name", Power.GROUPS, GroupSetDisplayNameParams.class);
    public static final Action<GroupParams, ObjectNode> GROUP_LEAVE =
            verbatim("group_leave", Power.GROUPS, GroupParams.class);

    private static final List<Action<?, ?>> ALL = List.of(
            DISCOVER,
            NOOP_ACK,
            SEND_DM,
            CONTACT_ADD,
            CONTACT_UPDATE,
            CONTACT_REMOVE,
            CONTACT_LIST,
            GROUP_CREATE,
            GROUP_INVITE,
            GROUP_JOIN,
            GROUP_LIST,
            GROUP_INFO,
            GROUP_MEMBERS,
            GROUP_SEND_MESSAGE,
            GROUP_MESSAGES,
            GROUP_STATE_COMMITS,
            GROUP_SET_DISPLAY_NAME,
            GROUP_LEAVE);

    private Actions() {}

    /** A new registry of all of them. */
    public static ActionRegistry all() {
        ActionRegistry registry = new ActionRegistry();
        ALL.forEach(registry::register);
        return registry;
    }

    /** The daemon's answer becomes the details as it is. */
    private static <P extends Record> Action<P, ObjectNode> verbatim(String name, Power power, Class<P> params) {
        return new Action<>(name, ResultKinds.ofAction(name), power, Codecs.record(params), Codecs.raw());
    }
}
