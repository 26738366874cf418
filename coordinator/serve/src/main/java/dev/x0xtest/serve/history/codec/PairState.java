package dev.x0xtest.serve.history.codec;

/**
 * The present state of one pair.
 *
 * @param dst series of the destination
 * @param letter of its last outcome
 * @param outcome its class
 * @param p50Us of that run; -1: none
 * @param seenMs end of the last run that measured it, ms since 1970
 * @param seenRun its number in the database
 * @param sinceMs end of the run in which the present class began
 * @param sinceRun its number
 */
public record PairState(
        int dst, char letter, char outcome, int p50Us, long seenMs, int seenRun, long sinceMs, int sinceRun) {}
