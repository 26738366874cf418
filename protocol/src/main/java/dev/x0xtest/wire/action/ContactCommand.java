package dev.x0xtest.wire.action;

import dev.x0xtest.wire.json.OrElse;
import org.jspecify.annotations.Nullable;

/** Parameters of the actions on contacts, with the field names of the daemon's {@code /contacts} endpoints. */
public final class ContactCommand {
    private ContactCommand() {}

    /**
     * Parameters of {@code contact_add}.
     *
     * @param trustLevel a trust level in the daemon's spelling
     */
    public record Add(
            String agentId,
            @OrElse("Unknown") String trustLevel,
            @Nullable String label) {}

    /** Parameters of {@code contact_remove}. */
    public record Remove(String agentId) {}

    /** Parameters of {@code contact_update}. */
    public record Update(String agentId, String trustLevel) {}
}
