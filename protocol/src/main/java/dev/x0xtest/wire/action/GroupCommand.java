package dev.x0xtest.wire.action;

import dev.x0xtest.wire.json.OrElse;
import org.jspecify.annotations.Nullable;

/** Parameters of the actions on groups, spelled as the daemon wants them. */
public final class GroupCommand {
    private GroupCommand() {}

    /** Of {@code group_create}. */
    public record Create(
            String name,
            @OrElse("") String description,
            @Nullable String preset) {}

    /**
     * Of {@code group_invite}.
     *
     * @param expirySecs in s; the daemon's default if absent
     */
    public record Invite(String groupId, @Nullable Long expirySecs) {}

    /** Of {@code group_join}. */
    public record Join(String invite) {}

    /** Of every action that names a group and nothing else. */
    public record OfGroup(String groupId) {}

    /** Of {@code group_send_message}. */
    public record SendMessage(
            String groupId, String body, @OrElse("chat") String kind) {}

    /** Of {@code group_set_display_name}. */
    public record SetDisplayName(String groupId, String name) {}

    /** Of {@code group_state_commits}. */
    public record StateCommits(
            String groupId,
            @OrElse("0") long fromRevision,
            @Nullable Integer limit) {}
}
