package dev.x0xtest.wire.action;

import dev.x0xtest.wire.json.OrElse;
import org.jspecify.annotations.Nullable;

/** Parameters of the actions on contacts, spelled as the daemon wants them. */
public final class ContactCommand {
    private ContactCommand() {}

    /** Of {@code contact_add}; the trust level is spelled as the daemon wants it. */
    public record Add(
            String agentId,
            @OrElse("Unknown") String trustLevel,
            @Nullable String label) {}

    /** Of {@code contact_remove}. */
    public record Remove(String agentId) {}

    /** Of {@code contact_update}. */
    public record Update(String agentId, String trustLevel) {}
}
