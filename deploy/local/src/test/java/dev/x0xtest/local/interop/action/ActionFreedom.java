package dev.x0xtest.local.interop.action;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A member that may differ between two runners beside two daemons, and the form that it must have at both. Every other
 * member must be equal, or absent at both.
 *
 * @param path a regular expression for the whole path, which starts with the kind of the result
 */
record ActionFreedom(String path, ActionShape shape, String reason) {
    /** Stands in a path for a member name that is an id. */
    static final String BY_ID = "{id}";

    private static final String GROUP = "group_\\w+_result/details/(groups\\[\\]/)?";
    private static final String MEMBER = GROUP + "members\\[\\]/";
    private static final String MESSAGE = "group_messages_result/details/messages\\[\\]/";

    private static final String COMMIT = "group_state_commits_result/details/commits\\[\\]/";

    /**
     * All members that may differ: ids, times, tokens, keys and signatures, and the two members where our answer says
     * more.
     */
    static final List<ActionFreedom> ALL = List.of(
            new ActionFreedom("\\w+/(command|request)_id", ActionShape.UUID, "each command has ids of its own"),
            new ActionFreedom("\\w+/node", ActionShape.LABEL, "two nodes have two labels"),
            new ActionFreedom("\\w+/(agent|machine)_id", ActionShape.HEX, "two daemons are two agents, two machines"),
            new ActionFreedom("\\w+/ts_ms", ActionShape.TIME, "the runner's wall clock"),
            new ActionFreedom(
                    "contact_list_result/details/contacts\\[\\]/agent_id",
                    ActionShape.HEX,
                    "each daemon has the two others for contacts"),
            new ActionFreedom(
                    "contact_list_result/details/contacts\\[\\]/added_at", ActionShape.TIME, "when it was added"),
            new ActionFreedom(GROUP + "group_id", ActionShape.HEX, "random"),
            new ActionFreedom(GROUP + "creator", ActionShape.HEX, "the daemon's agent"),
            new ActionFreedom(GROUP + "(created|updated|expires)_at", ActionShape.TIME, "the daemon's wall clock"),
            new ActionFreedom(GROUP + "(\\w+_)?topic", ActionShape.WITH_IDS, "holds the group's id"),
            new ActionFreedom(GROUP + "invite_lineage/base_hash", ActionShape.HEX, "of a state that holds ids"),
            new ActionFreedom(GROUP + "invite_link", ActionShape.INVITE, "holds ids, a secret and a signature"),
            new ActionFreedom(MEMBER + "(agent_id|added_by)", ActionShape.HEX, "an agent"),
            new ActionFreedom(MEMBER + "display_name", ActionShape.ID_CUT, "of an agent without a name"),
            new ActionFreedom(MEMBER + "joined_at", ActionShape.TIME, "the daemon's wall clock"),
            new ActionFreedom(GROUP + "msg_id", ActionShape.HEX, "of a message that holds ids and a time"),
            new ActionFreedom(GROUP + "timestamp", ActionShape.TIME, "the daemon's wall clock"),
            new ActionFreedom(MESSAGE + "(author_agent_id|group_id|msg_id|state_hash_at_send)", ActionShape.HEX, "ids"),
            new ActionFreedom(MESSAGE + "(author_public_key|signature)", ActionShape.HEX, "key and signature"),
            new ActionFreedom(MESSAGE + "timestamp", ActionShape.TIME, "the daemon's wall clock"),
            new ActionFreedom(
                    COMMIT + "commit/(group_id|prev_state_hash|roster_root|state_hash)",
                    ActionShape.HEX,
                    "of a state that holds ids"),
            new ActionFreedom(COMMIT + "commit/signature", ActionShape.HEX, "a signature"),
            new ActionFreedom(COMMIT + "commit/committed_at", ActionShape.TIME, "the committer's wall clock"),
            new ActionFreedom(
                    COMMIT + "roster/" + Pattern.quote(BY_ID), ActionShape.HEX, "members by the ids of their agents"),
            new ActionFreedom(
                    "\\w+_result/outcome/error",
                    ActionShape.MISSING_PARAMETER,
                    "Python says the name alone; no client of upstream's looks at it"),
            new ActionFreedom("error/outcome/(kind|code)", ActionShape.OURS_ALONE, "our coordinator decides on them"));

    boolean covers(String place, JsonNode ours, JsonNode theirs) {
        return Pattern.matches(path, place) && shape.of(ours, theirs);
    }
}
