package dev.x0xtest.local;

import dev.x0xtest.local.mesh.daemons.Daemons;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Commands that a person can copy to use a mesh that {@code --keep} leaves up. */
final class DrivingHints {
    /** The trust that the daemons of a mesh have in each other. */
    private static final String USUAL = "trusted";

    private static final int SHORT_ID = 8;

    private DrivingHints() {}

    /** {@code dots} marks an id that is cut off. */
    static List<String> of(List<Daemons.Node> nodes, String dots) {
        List<String> lines = new ArrayList<>();
        lines.add("the mesh stays up until Ctrl-C; from another terminal:");
        nodes.forEach(node -> lines.add("  %-10s %s  %s%s"
                .formatted(
                        node.label().text(),
                        node.address(),
                        node.agentId().hex().substring(0, SHORT_ID),
                        dots)));
        lines.add("measure it again:");
        lines.add("  " + matrix(nodes));
        if (nodes.size() > 2) {
            String at = blocking(nodes).label().text();
            String about = blocked(nodes).label().text();
            lines.add("break a pair: " + at + " blocks " + about + ". Measured again, the map then shows M from "
                    + about + " to " + at + ", and R back:");
            lines.add("  " + block(nodes));
            lines.add("undo it:");
            lines.add("  " + undo(nodes));
        }
        return lines;
    }

    static String matrix(List<Daemons.Node> nodes) {
        Daemons.Node anchor = nodes.get(0);
        String labels = nodes.stream().map(node -> node.label().text()).collect(Collectors.joining(","));
        return "./x0xtest matrix --anchor " + anchor.label().text() + " --nodes " + labels + " --api-base "
                + anchor.address() + " --api-token-file " + anchor.tokenFile();
    }

    /** Neither is the anchor: a node that blocks it hears no command, and the pair would be unobserved. */
    private static Daemons.Node blocking(List<Daemons.Node> nodes) {
        return nodes.get(2);
    }

    private static Daemons.Node blocked(List<Daemons.Node> nodes) {
        return nodes.get(1);
    }

    static String block(List<Daemons.Node> nodes) {
        return trust(blocking(nodes), blocked(nodes), "blocked");
    }

    static String undo(List<Daemons.Node> nodes) {
        return trust(blocking(nodes), blocked(nodes), USUAL);
    }

    private static String trust(Daemons.Node at, Daemons.Node about, String level) {
        return "curl -X PATCH " + at.address() + "/contacts/" + about.agentId().hex()
                + " -H \"Authorization: Bearer $(cat " + at.tokenFile() + ")\" -H 'Content-Type: application/json'"
                + " -d '{\"trust_level\":\"" + level + "\"}'";
    }
}
