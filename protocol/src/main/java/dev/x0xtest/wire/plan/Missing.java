package dev.x0xtest.wire.plan;

import java.util.List;

/**
 * Details of the answer to {@link PlanActions#TRANSFER} and {@link PlanActions#PART}.
 *
 * @param parts indexes still missing; empty: the command is complete and on its way to being carried out
 */
public record Missing(List<Integer> parts) {
    public Missing {
        parts = List.copyOf(parts);
    }
}
