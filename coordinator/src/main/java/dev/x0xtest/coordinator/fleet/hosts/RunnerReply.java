package dev.x0xtest.coordinator.fleet.hosts;

import org.jspecify.annotations.Nullable;

/**
 * A runner's answer to the anchor's {@code discover}, which only a runner that obeys the anchor gives.
 *
 * @param verified whether the anchor's daemon vouches for who sent it
 * @param node the label that the runner says
 * @param runner name and version; null: one of upstream's
 * @param network the one it says it is of; null: it does not say
 * @param clock its clock against ours; null: it does not say
 * @param refusal why it will not; null: it answered
 */
record RunnerReply(
        boolean verified,
        String node,
        @Nullable String runner,
        @Nullable String network,
        @Nullable ClockOffset clock,
        @Nullable String refusal) {}
