package dev.x0xtest.coordinator.causes;

import dev.x0xtest.coordinator.causes.kind.CauseKind;
import dev.x0xtest.coordinator.causes.kind.Subject;
import dev.x0xtest.coordinator.causes.search.Hypothesis;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a cause is, in words; without a full stop. */
public final class CauseWords {
    private CauseWords() {}

    /** What is wrong. */
    public static String text(Cause cause) {
        if (cause.subject() instanceof Subject.Contact contact
                && cause.candidates().contains(Hypothesis.DURING)) {
            return contact.by().text() + " takes nothing more from "
                    + contact.of().text() + " since some time in the run";
        }
        return text(cause.kind(), cause.subject(), cause.part());
    }

    /** What is wrong if this is what is wrong. */
    public static String text(Cause.RunnerUp other) {
        return text(other.kind(), other.subject(), other.part());
    }

    private static String text(CauseKind kind, Subject subject, @Nullable String part) {
        String node = subject.nodes().get(0).text();
        if (subject instanceof Subject.Link link) {
            return "nothing gets from " + node + " to " + link.to().text() + (link.both() ? ", nor back" : "");
        }
        if (subject instanceof Subject.Path path) {
            return path(path, node);
        }
        if (subject instanceof Subject.Contact contact) {
            return node + " takes nothing from " + contact.of().text();
        }
        if (subject instanceof Subject.Groups groups) {
            return "nothing gets from the nodes of " + groups.from() + " to those of " + groups.to()
                    + (groups.both() ? ", nor back" : "");
        }
        if (subject instanceof Subject.Delivery delivery) {
            return "nothing is delivered by " + delivery.plane().label() + " in the whole fleet";
        }
        return switch (kind) {
            case SOURCE_OUT -> "nothing that " + node + " sends arrives anywhere";
            case DESTINATION_IN -> node + " hears nothing, though it still speaks";
            case NODE -> node(node, part);
            case UNDISCOVERED -> "the others have not heard of " + node;
            case IDENTITY_CLASH -> "a second x0xd with " + node + "'s identity runs";
            case CLOCK -> node + "'s clock is wrong";
            case HOST_BUSY -> node + "'s host was too busy to run its runner";
            case OVERLOADED -> node + "'s x0xd gets more than its runner can read";
            case VERSION -> node + "'s runner is of a version that cannot take part";
            case SLOW -> node + " is slow against all others";
            case ANCHOR -> node + ", the anchor, was lost during the run: of the open pairs nobody can tell";
            case CONTROL_PATH -> "the anchor's commands do not reach " + node + ", though messages of others do";
            default -> kind.name() + " " + node;
        };
    }

    private static String path(Subject.Path path, String node) {
        String way = " do not get from " + node + " to " + path.to().text();
        return path.worksBytes() == 0
                ? "messages of " + bytes(path.aboveBytes()) + way + "; acknowledgements do"
                : "messages over " + bytes(path.worksBytes()) + way + "; those of " + bytes(path.worksBytes()) + " do";
    }

    private static String bytes(int bytes) {
        return String.format(Locale.ROOT, "%,d bytes", bytes);
    }

    private static String node(String node, @Nullable String part) {
        if (Hypothesis.RUNNER_SILENT.equals(part)) {
            return node + "'s x0xd takes messages, but its runner does not answer";
        }
        if (Hypothesis.DAEMON_RESTARTED.equals(part)) {
            return node + "'s x0xd was started again during the run";
        }
        return Hypothesis.ISOLATED.equals(part)
                ? node + "'s x0xd is cut off from all others"
                : node + " cannot be reached, and nothing comes from it";
    }

    /** How sure it is, such as "10,000 to 1 that this is so". */
    public static String sure(Cause cause) {
        return odds(cause.log10Odds()) + " that this is so";
    }

    /** Odds as people say them, with two figures; beyond a million nobody needs one. */
    public static String odds(double log10) {
        BigDecimal odds = BigDecimal.valueOf(Math.pow(10, Math.max(0, Math.min(6, log10))))
                .round(new MathContext(2, RoundingMode.HALF_UP));
        return log10 >= 6 ? "more than a million to 1" : String.format(Locale.ROOT, "%,d to 1", odds.longValue());
    }
}
