package dev.x0xtest.serve.alert;

import java.time.Duration;

/**
 * How long alerts wait.
 *
 * @param shortest before a failed alert is tried again the first time
 * @param longest before it is tried again at all
 * @param giveUp how old an alert is at least when it is given up
 * @param silence without a sign of the daemon's loop, after which nothing is refreshed any more
 */
record AlertTimes(Duration shortest, Duration longest, Duration giveUp, Duration silence) {
    static final AlertTimes USUAL =
            new AlertTimes(Duration.ofSeconds(1), Duration.ofMinutes(15), Duration.ofDays(7), Duration.ofMinutes(2));
}
