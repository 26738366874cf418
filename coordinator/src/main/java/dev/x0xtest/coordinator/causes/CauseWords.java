package dev.x0xtest.coordinator.causes;

import dev.x0xtest.wire.NodeLabel;
import java.util.Locale;

/** What a cause is and what to do about it, in words; without a full stop. */
public final class CauseWords {
    private CauseWords() {}

    /**
     * What to do next.
     *
     * @param command to type there
     */
    public record Next(NodeLabel where, String command, String text) {}

    /** What is wrong. */
    public static String text(Cause cause) {
        return text(cause.kind(), cause.subject());
    }

    /** What is wrong if this is what is wrong. */
    public static String text(CauseKind kind, Subject subject) {
        String node = subject.nodes().get(0).text();
        if (subject instanceof Subject.Link link) {
            return "nothing gets from " + node + " to " + link.to().text() + (link.both() ? ", nor back" : "");
        }
        if (subject instanceof Subject.Contact contact) {
            return node + " takes nothing from " + contact.of().text();
        }
        return switch (kind) {
            case SOURCE_OUT -> "nothing that " + node + " sends arrives anywhere";
            case DESTINATION_IN -> node + " hears nothing, though it still speaks";
            case NODE -> node + " cannot be reached, and nothing comes from it";
            case UNDISCOVERED -> "the others have not heard of " + node;
            case IDENTITY_CLASH -> "a second x0xd with " + node + "'s identity runs";
            default -> kind.name() + " " + node;
        };
    }

    /** What to do next. */
    public static Next next(Cause cause) {
        NodeLabel node = cause.subject().nodes().get(0);
        String text = switch (cause.kind()) {
            case LINK ->
                "check the network from " + node.text() + " to "
                        + cause.subject().nodes().get(1).text() + ": a packet filter, a route, the cloud's firewall";
            case BLOCKED ->
                "check " + node.text() + "'s contact for "
                        + cause.subject().nodes().get(1).text() + " and its trust policy"
                        + (cause.candidates().isEmpty() ? "" : "; a second x0xd with its identity has the same effect");
            case UNDISCOVERED -> "check that " + node.text() + "'s x0xd is of the same network as the others";
            case IDENTITY_CLASH ->
                "stop the second x0xd with " + node.text()
                        + "'s identity, such as a cloned machine, and give it an identity of its own";
            case DESTINATION_IN -> "check what drops packets on their way to " + node.text();
            case SOURCE_OUT -> "check what drops packets on their way from " + node.text();
            default -> "check that " + node.text() + "'s host and x0xd are up, and the network before it";
        };
        String command = switch (cause.kind()) {
            case LINK -> "journalctl -u x0xd --since -10min";
            case BLOCKED -> "curl -s -H \"Authorization: Bearer $TOKEN\" http://127.0.0.1:12700/contacts";
            default -> "systemctl status x0xd";
        };
        return new Next(node, command, text);
    }

    /** How sure it is, such as "10,000 to 1 against nothing being wrong". */
    public static String sure(Cause cause) {
        return odds(cause.log10Odds()) + " that this is so";
    }

    /** Odds as people say them; beyond a million nobody needs a figure. */
    public static String odds(double log10) {
        return log10 >= 6
                ? "more than a million to 1"
                : String.format(Locale.ROOT, "%,d to 1", Math.round(Math.pow(10, Math.max(0, log10))));
    }
}
