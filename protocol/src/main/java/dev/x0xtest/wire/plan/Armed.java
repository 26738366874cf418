package dev.x0xtest.wire.plan;

import dev.x0xtest.wire.action.Attachment;
import dev.x0xtest.wire.action.SelfDm;
import org.jspecify.annotations.Nullable;

/**
 * Details of {@code armed}, the answer to {@code plan}: the plan is stored, and this is the state of the stream on which
 * its hops will arrive.
 *
 * @param selfDm what became of a DM that the runner sent to itself, if it sent one
 */
public record Armed(
        String run,
        int epoch,
        Attachment attachment,
        @Nullable SelfDm selfDm) {}
