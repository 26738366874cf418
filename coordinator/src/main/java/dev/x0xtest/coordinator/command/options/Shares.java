package dev.x0xtest.coordinator.command.options;

import dev.x0xtest.cli.UsageException;
import dev.x0xtest.cli.options.Names;
import dev.x0xtest.coordinator.grade.Share;

/** Reads options whose value is a percentage. */
final class Shares {
    private Shares() {}

    /**
     * The share, when it lies between both bounds, themselves included.
     *
     * @throws UsageException otherwise
     */
    static double of(String option, String text, double least, double most) {
        double share = Share.parse(text)
                .orElseThrow(() -> new UsageException(
                        option + " takes a percentage such as 1% or 0.5%, not " + Names.quote(text)));
        if (share < least || share > most) {
            throw new UsageException(option + " must lie between " + Share.text(least) + " and " + Share.text(most)
                    + ", it is " + Share.text(share));
        }
        return share;
    }
}
