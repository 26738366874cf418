package dev.x0xtest.coordinator.report;

import java.util.List;

/**
 * What the witnesses of a cell said, one phrase each; an empty phrase means that there is nothing to say.
 *
 * @param sender the source's record
 * @param receiver the destination's sightings
 * @param coverage {@code covered}, or why the destination may have missed the hop
 * @param control how the command reached the source's runner; never blamed on the pair
 * @param requestIds the hops that were sent, for the daemons' logs
 */
public record Evidence(String sender, String receiver, String coverage, String control, List<String> requestIds) {
    public static final String COVERED = "covered";
    public static final Evidence NONE = new Evidence("", "", "", "", List.of());

    public Evidence {
        requestIds = List.copyOf(requestIds);
    }

    public boolean covered() {
        return coverage.equals(COVERED);
    }
}
