package dev.x0xtest.runner.plan;

import dev.x0xtest.wire.plan.RowEntry;
import org.jspecify.annotations.Nullable;

/**
 * How one attempt ended, as the daemon said.
 *
 * @param state as in {@link RowEntry}
 */
record HopAnswer(
        String state,
        @Nullable String path,
        @Nullable Integer status,
        @Nullable String code,
        @Nullable String detail,
        @Nullable Integer retriesUsed) {

    boolean ok() {
        return state.equals(RowEntry.OK);
    }
}
