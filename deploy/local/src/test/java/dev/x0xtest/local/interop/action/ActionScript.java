package dev.x0xtest.local.interop.action;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.local.mesh.daemons.Daemons;
import dev.x0xtest.wire.json.WireJson;
import java.util.List;

/** The commands that each runner gets, step by step. A step may use the earlier answers of the same runner. */
final class ActionScript {
    private static final String FIRST = "e1".repeat(32);
    private static final String SECOND = "e2".repeat(32);
    private static final String NEVER_ADDED = "e3".repeat(32);
    private static final String NO_GROUP = "0f".repeat(32);
    private static final List<String> OF_ONE_GROUP = List.of(
            "group_info", "group_members", "group_messages", "group_state_commits", "group_invite", "group_leave");

    private final ActionScene scene;

    private ActionScript(ActionScene scene) {
        this.scene = scene;
    }

    static void play(ActionScene scene) throws Exception {
        ActionScript script = new ActionScript(scene);
        script.contacts();
        script.contactMistakes();
        script.ownGroups();
        script.invitations();
        script.content();
        script.groupMistakes();
        script.leaving();
    }

    private void contacts() throws Exception {
        step("contacts at first", "contact_list", object());
        step("contact with defaults", "contact_add", object().put("agent_id", FIRST));
        step(
                "contact with everything",
                "contact_add",
                object().put("agent_id", SECOND).put("trust_level", "Known").put("label", "a label, ünïcode"));
        step("contacts, two more", "contact_list", object());
        step("block", "contact_update", object().put("agent_id", SECOND).put("trust_level", "Blocked"));
        step(
                "update of an unknown agent",
                "contact_update",
                object().put("agent_id", NEVER_ADDED).put("trust_level", "Trusted"));
        step("contacts, updated", "contact_list", object());
        for (String agent : List.of(FIRST, SECOND, NEVER_ADDED)) {
            step("remove " + agent.substring(0, 2), "contact_remove", object().put("agent_id", agent));
        }
        step("remove it again", "contact_remove", object().put("agent_id", FIRST));
        step("contacts at last", "contact_list", object());
    }

    private void contactMistakes() throws Exception {
        step("add without agent", "contact_add", object());
        step("add no agent id", "contact_add", object().put("agent_id", "zz"));
        step(
                "add with a bad level",
                "contact_add",
                object().put("agent_id", FIRST).put("trust_level", "Adored"));
        step("update without agent", "contact_update", object().put("trust_level", "Known"));
        step("update without level", "contact_update", object().put("agent_id", FIRST));
        step(
                "update to a bad level",
                "contact_update",
                object().put("agent_id", FIRST).put("trust_level", "Adored"));
        step("remove without agent", "contact_remove", object());
        step("remove no agent id", "contact_remove", object().put("agent_id", "zz"));
    }

    private void ownGroups() throws Exception {
        step("no groups", "group_list", object());
        step("create plainly", "group_create", object().put("name", "plain"));
        step(
                "create an open one",
                "group_create",
                object().put("name", "open").put("description", "for all").put("preset", "public_open"));
        step("create without name", "group_create", object());
        step(
                "create with a bad preset",
                "group_create",
                object().put("name", "odd").put("preset", "odd"));
        step("own groups", "group_list", object());
        for (String which : List.of("plainly", "an open one")) {
            step("info of " + which, "group_info", own(which));
            step("members of " + which, "group_members", own(which));
        }
        step("invite", "group_invite", own("an open one"));
        step("invite for an hour", "group_invite", own("an open one").put("expiry_secs", 3600));
        step("invite for ever", "group_invite", own("an open one").put("expiry_secs", 0));
        step("invite to the plain one", "group_invite", own("plainly").put("expiry_secs", 60));
    }

    private void invitations() throws Exception {
        ObjectNode wanted = object().put("name", "of the third").put("preset", "public_open");
        String group = ActionScene.rest(scene.third, "POST", "/groups", wanted)
                .path("group_id")
                .asText();
        String invite = ActionScene.rest(scene.third, "POST", "/groups/" + group + "/invite", object())
                .path("invite_link")
                .asText();
        step("join without invite", "group_join", object());
        step("join by nonsense", "group_join", object().put("invite", "nonsense"));
        step("join by no base64", "group_join", object().put("invite", "x0x://invite/!"));
        step("join by no JSON", "group_join", object().put("invite", "x0x://invite/bm90IGpzb24"));
        step("join", "group_join", object().put("invite", invite));
        List<Daemons.Node> both = List.of(scene.third, scene.node);
        ActionScene.await(both, "/groups/" + group + "/members", "member_count", 2);
        step("join again", "group_join", object().put("invite", invite));
        ObjectNode joined = object().put("group_id", group);
        scene.name("joined", group);
        step("info of the joined", "group_info", joined);
        step("members of the joined", "group_members", joined);
        step("invite as a member", "group_invite", joined);
        step("say there", "group_send_message", joined.deepCopy().put("body", "here I am"));
        step("messages there", "group_messages", joined);
        step("commits there", "group_state_commits", joined);
        step("commits there from 1", "group_state_commits", joined.deepCopy().put("from_revision", 1));
        step("one commit there", "group_state_commits", joined.deepCopy().put("limit", 1));
    }

    private void content() throws Exception {
        step("say", "group_send_message", own("an open one").put("body", "first, ünïcode"));
        step(
                "announce",
                "group_send_message",
                own("an open one").put("body", "second").put("kind", "announcement"));
        step(
                "say oddly",
                "group_send_message",
                own("an open one").put("body", "third").put("kind", "odd"));
        step("say in the plain one", "group_send_message", own("plainly").put("body", "not here"));
        step("messages", "group_messages", own("an open one"));
        step("messages of the plain one", "group_messages", own("plainly"));
        step("name oneself", "group_set_display_name", own("an open one").put("name", "A"));
        step("commits", "group_state_commits", own("an open one"));
        step("commits from 1", "group_state_commits", own("an open one").put("from_revision", 1));
        step(
                "one commit",
                "group_state_commits",
                own("an open one").put("from_revision", 0).put("limit", 1));
        step("no commit", "group_state_commits", own("an open one").put("limit", 0));
        step("commits, limited badly", "group_state_commits", own("an open one").put("limit", -1));
        step("members, named", "group_members", own("an open one"));
    }

    private void groupMistakes() throws Exception {
        for (String action : OF_ONE_GROUP) {
            step(action + " of no group", action, object().put("group_id", NO_GROUP));
            step(action + " of an odd id", action, object().put("group_id", "odd"));
            step(action + " without group", action, object());
        }
        step(
                "say to no group",
                "group_send_message",
                object().put("group_id", NO_GROUP).put("body", "x"));
        step("say nothing", "group_send_message", own("an open one"));
        step(
                "name in no group",
                "group_set_display_name",
                object().put("group_id", NO_GROUP).put("name", "x"));
        step("name nothing", "group_set_display_name", own("an open one"));
        step("name emptily", "group_set_display_name", own("an open one").put("name", ""));
    }

    private void leaving() throws Exception {
        step("leave the joined", "group_leave", object().put("group_id", scene.named("joined")));
        step("leave the plain one", "group_leave", own("plainly"));
        step("leave the open one", "group_leave", own("an open one"));
        step("leave it again", "group_leave", own("an open one"));
        step("groups at last", "group_list", object());
        step("what there is not", "dance", object());
    }

    private void step(String name, String action, ObjectNode params) throws Exception {
        scene.carryOut(name, action, params);
    }

    private ObjectNode own(String which) {
        return object().put("group_id", scene.text("create " + which, "group_id"));
    }

    private static ObjectNode object() {
        return WireJson.object();
    }
}
