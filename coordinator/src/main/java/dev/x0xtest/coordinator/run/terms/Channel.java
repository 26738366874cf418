package dev.x0xtest.coordinator.run.terms;

import java.util.Arrays;

/** How a result reached the anchor. Journal and report hold the labels. */
public enum Channel {
    /** A direct message: the anchor's daemon vouches for the sender. */
    DM("dm"),
    /** The results topic, on which any agent may publish. */
    PUBSUB("pubsub");

    private final String label;

    Channel(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** The channel with this label; throws {@link IllegalArgumentException} for another text. */
    public static Channel of(String label) {
        return Arrays.stream(values())
                .filter(channel -> channel.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no channel: " + label));
    }
}
