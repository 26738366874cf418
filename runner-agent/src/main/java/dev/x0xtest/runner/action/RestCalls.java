package dev.x0xtest.runner.action;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.daemon.rest.DaemonPaths;
import dev.x0xtest.wire.action.Actions;
import dev.x0xtest.wire.action.ContactCommand;
import dev.x0xtest.wire.action.GroupCommand;
import dev.x0xtest.wire.json.WireJson;
import org.jspecify.annotations.Nullable;

/** The REST call of each action that is one call, as upstream's runner makes it. Pure. */
final class RestCalls {
    private RestCalls() {}

    /** One call: method, path and body. */
    record RestCall(String method, String path, @Nullable ObjectNode body) {}

    static void bindAll(RestActions actions) {
        contacts(actions);
        groups(actions);
        groupContent(actions);
    }

    private static void contacts(RestActions actions) {
        actions.bind(Actions.CONTACT_LIST, params -> get("/contacts"));
        actions.bind(Actions.CONTACT_ADD, params -> new RestCall("POST", "/contacts", body(params)));
        actions.bind(
                Actions.CONTACT_UPDATE,
                params -> new RestCall("PATCH", DaemonPaths.of("contacts", params.agentId()), body(params)));
        actions.bind(
                Actions.CONTACT_REMOVE,
                params -> new RestCall("DELETE", DaemonPaths.of("contacts", params.agentId()), null));
    }

    private static void groups(RestActions actions) {
        actions.bind(Actions.GROUP_CREATE, params -> new RestCall("POST", "/groups", body(params)));
        actions.bind(
                Actions.GROUP_INVITE,
                params -> new RestCall("POST", DaemonPaths.of("groups", params.groupId(), "invite"), body(params)));
        actions.bind(
                Actions.GROUP_JOIN,
                params -> new RestCall("POST", "/groups/join", WireJson.object().put("invite", params.invite())));
        actions.bind(Actions.GROUP_LIST, params -> get("/groups"));
        actions.bind(Actions.GROUP_INFO, params -> get(DaemonPaths.of("groups", params.groupId())));
        actions.bind(Actions.GROUP_MEMBERS, params -> get(DaemonPaths.of("groups", params.groupId(), "members")));
        actions.bind(
                Actions.GROUP_LEAVE,
                params -> new RestCall("DELETE", DaemonPaths.of("groups", params.groupId()), null));
    }

    private static void groupContent(RestActions actions) {
        actions.bind(
                Actions.GROUP_SEND_MESSAGE,
                params -> new RestCall("POST", DaemonPaths.of("groups", params.groupId(), "send"), body(params)));
        actions.bind(Actions.GROUP_MESSAGES, params -> get(DaemonPaths.of("groups", params.groupId(), "messages")));
        actions.bind(Actions.GROUP_STATE_COMMITS, params -> get(commits(params)));
        actions.bind(
                Actions.GROUP_SET_DISPLAY_NAME,
                params -> new RestCall(
                        "PUT",
                        DaemonPaths.of("groups", params.groupId(), "display-name"),
                        WireJson.object().put("name", params.name())));
    }

    private static RestCall get(String path) {
        return new RestCall("GET", path, null);
    }

    private static String commits(GroupCommand.StateCommits params) {
        String limit = params.limit() == null ? "" : "&limit=" + params.limit();
        return DaemonPaths.of("groups", params.groupId(), "state", "commits") + "?from_revision="
                + params.fromRevision() + limit;
    }

    private static ObjectNode body(ContactCommand.Add params) {
        ObjectNode body = WireJson.object().put("agent_id", params.agentId()).put("trust_level", params.trustLevel());
        return params.label() == null ? body : body.put("label", params.label());
    }

    private static ObjectNode body(ContactCommand.Update params) {
        return WireJson.object().put("trust_level", params.trustLevel());
    }

    private static ObjectNode body(GroupCommand.Create params) {
        ObjectNode body = WireJson.object().put("name", params.name()).put("description", params.description());
        return params.preset() == null ? body : body.put("preset", params.preset());
    }

    private static ObjectNode body(GroupCommand.Invite params) {
        ObjectNode body = WireJson.object();
        return params.expirySecs() == null ? body : body.put("expiry_secs", params.expirySecs());
    }

    private static ObjectNode body(GroupCommand.SendMessage params) {
        return WireJson.object().put("body", params.body()).put("kind", params.kind());
    }
}
