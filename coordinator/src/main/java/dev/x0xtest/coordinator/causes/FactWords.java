package dev.x0xtest.coordinator.causes;

import dev.x0xtest.coordinator.report.fact.Fact;
import java.util.Locale;

/** A fact as a clause for a person. Pure. */
public final class FactWords {
    private FactWords() {}

    /** The clause, without a full stop. */
    public static String text(Fact fact) {
        String node = fact.node().text();
        String about = fact.about() == null ? "" : fact.about().text();
        boolean yes = fact.orElse(0) == 1;
        String said = fact.text() == null ? "" : fact.text();
        return switch (fact.name()) {
            case Fact.REACHED ->
                yes
                        ? about + "'s x0xd took a message of " + node
                        : "a message of " + node + " to " + about + " failed"
                                + (said.isEmpty() ? ": no answer within its time" : ": " + said);
            case Fact.REACHED_MS -> "the message of " + node + " to " + about + " took " + fact.orElse(0) + " ms";
            case Fact.GROUP -> node + " is of the group " + said;
            case Fact.PINGED -> node + "'s x0xd " + (yes ? "reaches" : "does not reach") + " " + about + "'s by a ping";
            case Fact.CONTACT -> node + "'s x0xd holds " + about + " as a contact that is " + said;
            case Fact.DISCOVERED -> node + "'s x0xd has " + (yes ? "" : "not ") + "heard of " + about;
            case Fact.CLOCK_OFFSET_MS -> node + "'s clock is " + span(fact.orElse(0)) + " the fleet's";
            case Fact.X0XD_RESTARTED -> node + "'s x0xd had been up for " + fact.orElse(0) + " s at the end";
            case Fact.WORST_DELAY_MS -> node + "'s runner was kept from running for " + fact.orElse(0) + " ms";
            case Fact.LAST_RECEIVED_AGO_MS ->
                node + "'s x0xd had something of " + about + " " + fact.orElse(0) + " ms before";
            case Fact.LOST_PACKETS ->
                node + "'s x0xd lost " + fact.orElse(0) + " packets"
                        + (about.isEmpty() ? "" : " on the way to " + about);
            case Fact.FOREIGN_LINKS ->
                node + "'s x0xd was connected anew with " + about + "'s identity, "
                        + (fact.orElse(0) == 1 ? "once" : fact.orElse(0) + " times")
                        + " within ten minutes, and the x0xd beside " + about + "'s runner was not";
            case Fact.CONNECTED -> node + "'s x0xd " + (yes ? "is connected" : "has no connection") + " to " + about;
            case Fact.BLACK_HOLES ->
                node + "'s x0xd has met " + fact.orElse(0) + " black holes for large packets on the way to " + about;
            case Fact.MTU -> node + "'s x0xd sends " + about + " packets of at most " + fact.orElse(0) + " bytes";
            case Fact.CLOSE_REASON -> node + "'s x0xd lost its connection to " + about + ": " + said;
            case Fact.TRUST_REJECTED ->
                node + "'s x0xd refused " + fact.orElse(0) + " messages because of who had sent them";
            case Fact.POOL_EVICTIONS -> node + "'s x0xd gave up " + fact.orElse(0) + " connections for others";
            case Fact.CONNECTS_FAILED -> node + "'s x0xd failed to connect " + fact.orElse(0) + " times";
            case Fact.EVICTED -> node + "'s x0xd threw away " + fact.orElse(0) + " events before its runner read them";
            default ->
                said.isEmpty()
                        ? node + (about.isEmpty() ? "" : " of " + about) + ": " + fact.name() + " " + fact.orElse(0)
                        : said;
        };
    }

    private static String span(long ms) {
        double seconds = Math.abs(ms) / 1_000.0;
        String much = seconds < 120
                ? String.format(Locale.ROOT, "%.0f s", seconds)
                : seconds < 7_200
                        ? String.format(Locale.ROOT, "%.0f minutes", seconds / 60)
                        : String.format(Locale.ROOT, "%.0f hours", seconds / 3_600);
        return much + (ms < 0 ? " behind" : " ahead of");
    }
}
