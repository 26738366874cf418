package dev.x0xtest.wire.action;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.wire.json.Codecs;
import dev.x0xtest.wire.result.ResultKinds;
import java.util.List;

/** All actions of upstream's runner (tests/runners/x0x_test_runner.py of x0x 0.48.1) with their types. */
public final class Actions {
    public static final Action<Discover.Params, Discover.Details> DISCOVER = new Action<>(
            "discover",
            ResultKinds.DISCOVER_REPLY,
            Power.MEASURE,
            Codecs.record(Discover.Params.class),
            Codecs.record(Discover.Details.class));
    public static final Action<NoopAck.Params, NoopAck.Details> NOOP_ACK = new Action<>(
            "noop_ack",
            ResultKinds.ACK,
            Power.MEASURE,
            Codecs.record(NoopAck.Params.class),
            Codecs.record(NoopAck.Details.class));
    public static final Action<SendDm.Params, SendDm.Details> SEND_DM = new Action<>(
            "send_dm",
            ResultKinds.SEND_RESULT,
            Power.PAIRWISE,
            Codecs.record(SendDm.Params.class),
            Codecs.record(SendDm.Details.class));

    public static final Action<ContactCommand.Add, ObjectNode> CONTACT_ADD =
            verbatim("contact_add", Power.CONTACTS, ContactCommand.Add.class);
    public static final Action<ContactCommand.Update, ObjectNode> CONTACT_UPDATE =
            verbatim("contact_update", Power.CONTACTS, ContactCommand.Update.class);
    public static final Action<ContactCommand.Remove, ObjectNode> CONTACT_REMOVE =
            verbatim("contact_remove", Power.CONTACTS, ContactCommand.Remove.class);
    public static final Action<Action.NoParams, ObjectNode> CONTACT_LIST =
            verbatim("contact_list", Power.CONTACTS, Action.NoParams.class);

    public static final Action<GroupCommand.Create, ObjectNode> GROUP_CREATE =
            verbatim("group_create", Power.GROUPS, GroupCommand.Create.class);
    public static final Action<GroupCommand.Invite, ObjectNode> GROUP_INVITE =
            verbatim("group_invite", Power.GROUPS, GroupCommand.Invite.class);
    public static final Action<GroupCommand.Join, ObjectNode> GROUP_JOIN =
            verbatim("group_join", Power.GROUPS, GroupCommand.Join.class);
    public static final Action<Action.NoParams, ObjectNode> GROUP_LIST =
            verbatim("group_list", Power.GROUPS, Action.NoParams.class);
    public static final Action<GroupCommand.OfGroup, ObjectNode> GROUP_INFO =
            verbatim("group_info", Power.GROUPS, GroupCommand.OfGroup.class);
    public static final Action<GroupCommand.OfGroup, ObjectNode> GROUP_MEMBERS =
            verbatim("group_members", Power.GROUPS, GroupCommand.OfGroup.class);
    public static final Action<GroupCommand.SendMessage, ObjectNode> GROUP_SEND_MESSAGE =
            verbatim("group_send_message", Power.GROUPS, GroupCommand.SendMessage.class);
    public static final Action<GroupCommand.OfGroup, ObjectNode> GROUP_MESSAGES =
            verbatim("group_messages", Power.GROUPS, GroupCommand.OfGroup.class);
    public static final Action<GroupCommand.StateCommits, ObjectNode> GROUP_STATE_COMMITS =
            verbatim("group_state_commits", Power.GROUPS, GroupCommand.StateCommits.class);
    public static final Action<GroupCommand.SetDisplayName, ObjectNode> GROUP_SET_DISPLAY_NAME =
            verbatim("group_set_display_name", Power.GROUPS, GroupCommand.SetDisplayName.class);
    public static final Action<GroupCommand.OfGroup, ObjectNode> GROUP_LEAVE =
            verbatim("group_leave", Power.GROUPS, GroupCommand.OfGroup.class);

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

    /** A new registry that holds all of them. */
    public static ActionRegistry all() {
        ActionRegistry registry = new ActionRegistry();
        ALL.forEach(registry::register);
        return registry;
    }

    /** An action whose details are the daemon's answer, unchanged. */
    private static <P extends Record> Action<P, ObjectNode> verbatim(String name, Power power, Class<P> params) {
        return new Action<>(name, ResultKinds.ofAction(name), power, Codecs.record(params), Codecs.raw());
    }
}
