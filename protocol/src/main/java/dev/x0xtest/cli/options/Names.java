package dev.x0xtest.cli.options;

import dev.x0xtest.cli.UsageException;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.WireException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Names that a person wrote; the complaint about one is a line that starts with the place where it stands. */
public final class Names {
    private Names() {}

    /**
     * The label of a node.
     *
     * @param place the option, or the place in a file
     * @throws UsageException when the text is none
     */
    public static NodeLabel label(String place, String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        boolean capitals =
                NodeLabel.parse(text).isEmpty() && NodeLabel.parse(lower).isPresent();
        if (capitals) {
            throw new UsageException(place + ": not a node label: " + WireException.quote(text)
                    + " (it has capital letters); did you mean " + lower + "?");
        }
        return checked(place, text, NodeLabel::new);
    }

    /**
     * The name of a network.
     *
     * @param place the option, or the place in a file
     * @throws UsageException when the text is none
     */
    public static NetworkName network(String place, String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (NetworkName.parse(text).isEmpty() && NetworkName.parse(lower).isPresent()) {
            throw new UsageException(place + ": not a network name: " + WireException.quote(text)
                    + " (it has capital letters); did you mean " + lower + "?");
        }
        return checked(place, text, NetworkName::new);
    }

    /**
     * The id of an agent, also in upper case.
     *
     * @param place the option, or the place in a file
     * @throws UsageException when the text is none
     */
    public static AgentId agent(String place, String text) {
        return AgentId.parse(text)
                .orElseThrow(() -> new UsageException(place + ": not an agent id: " + WireException.quote(text) + " ("
                        + AgentId.LENGTH + " hex characters)"));
    }

    /** Quotes text that a person wrote, for a message of one line. */
    public static String quote(String text) {
        return WireException.quote(text);
    }

    /**
     * The words of a list that a person wrote: separated by commas or blanks, which may surround them.
     *
     * @param values the list as the parser split it at commas
     */
    public static List<String> words(Collection<String> values) {
        return values.stream()
                .flatMap(value -> Arrays.stream(value.strip().split("[\\s,]+")))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static <T> T checked(String place, String text, Function<String, T> maker) {
        try {
            return maker.apply(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException(place + ": " + e.getMessage());
        }
    }
}
