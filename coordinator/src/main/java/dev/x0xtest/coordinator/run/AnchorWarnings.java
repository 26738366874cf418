package dev.x0xtest.coordinator.run;

import dev.x0xtest.coordinator.run.terms.RunEvent;
import java.util.ArrayList;
import java.util.List;

/** What to know of the anchor's daemon before a run. None of it prevents the run. Pure. */
final class AnchorWarnings {
    private static final String KNOWN_X0XD = "0.48";

    private AnchorWarnings() {}

    /** Warns of an unknown x0xd and of missing peers; {@code others} are the other nodes asked for. */
    static List<String> of(RunEvent.Started anchor, int others) {
        List<String> warnings = new ArrayList<>();
        if (!anchor.x0xd().startsWith(KNOWN_X0XD + ".")) {
            warnings.add("the anchor runs x0xd " + anchor.x0xd() + "; what is told here about x0xd was learned from "
                    + KNOWN_X0XD);
        }
        if (anchor.peers() < others) {
            warnings.add("the anchor has " + anchor.peers() + (anchor.peers() == 1 ? " peer, " : " peers, ") + others
                    + (others == 1 ? " other node is asked for" : " other nodes are asked for"));
        }
        return warnings;
    }
}
