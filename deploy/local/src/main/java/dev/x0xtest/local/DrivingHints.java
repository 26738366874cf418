package dev.x0xtest.local;

import dev.x0xtest.local.mesh.daemons.Daemons;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Commands that a person can copy to use a mesh that {@code --keep} leaves up. */
final class DrivingHints {
    private DrivingHints() {}

    static List<String> of(List<Daemons.Node> nodes) {
        List<String> lines = new ArrayList<>();
        lines.add("the mesh stays up until Ctrl-C; from another terminal:");
        nodes.forEach(node -> lines.add("  %-10s %s  %s"
                .formatted(node.label().text(), node.address(), node.agentId().hex())));
        lines.add("measure it again:");
        lines.add("  " + matrix(nodes));
        Daemons.Node anchor = nodes.get(0);
        Daemons.Node last = nodes.get(nodes.size() - 1);
        lines.add("have " + last.label().text() + " block " + anchor.label().text() + ":");
        lines.add("  " + block(last, anchor));
        return lines;
    }

    static String matrix(List<Daemons.Node> nodes) {
        Daemons.Node anchor = nodes.get(0);
        String labels = nodes.stream().map(node -> node.label().text()).collect(Collectors.joining(","));
        return "./x0xtest matrix --anchor " + anchor.label().text() + " --nodes " + labels + " --api-base "
                + anchor.address() + " --api-token-file " + anchor.tokenFile();
    }

    private static String block(Daemons.Node at, Daemons.Node about) {
        return "curl -X PATCH " + at.address() + "/contacts/" + about.agentId().hex()
                + " -H \"Authorization: Bearer $(cat " + at.tokenFile() + ")\" -H 'Content-Type: application/json'"
                + " -d '{\"trust_level\":\"blocked\"}'";
    }
}
