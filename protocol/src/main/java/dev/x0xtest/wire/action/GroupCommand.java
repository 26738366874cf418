package dev.x0xtest.wire.action;

import dev.x0xtest.wire.json.OrElse;
import org.jspecify.annotations.Nullable;

/** Parameters of the actions on groups, with the field names of the daemon's {@code /groups} endpoints. */
public final class GroupCommand {
    private GroupCommand() {}

    /** Parameters of {@code group_create}. */
    public record Create(
            String name,
            @OrElse("") String description,
            @Nullable String preset) {}

    /**
     * Parameters of {@code group_invite}.
     *
     * @param expirySecs lifetime of the invite in s; null: the daemon's default
     */
    public record Invite(String groupId, @Nullable Long expirySecs) {}

    /** Parameters of {@code group_join}. */
    public record Join(String invite) {}

    /** Parameters of every action that takes a group id only. */
    public record OfGroup(String groupId) {}

    /** Parameters of {@code group_send_message}. */
    public record SendMessage(
            String groupId, String body, @OrElse("chat") String kind) {}

    /** Parameters of {@code group_set_display_name}. */
    public record SetDisplayName(String groupId, String name) {}

    /** Parameters of {@code group_state_commits}. */
    public record StateCommits(
            String groupId,
            @OrElse("0") long fromRevision,
            @Nullable Integer limit) {}
}
