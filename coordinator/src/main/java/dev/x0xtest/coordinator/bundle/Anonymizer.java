package dev.x0xtest.coordinator.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.RosterEntry;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NodeLabel;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Replaces labels, ids and addresses by made-up ones: the same by the same, in all files of a bundle. */
final class Anonymizer {
    private static final Pattern HEX = Pattern.compile("(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])");
    private static final Pattern SHORT = Pattern.compile("(?<![0-9a-zA-Z])[0-9a-f]{8}(?![0-9a-zA-Z])");
    private static final Pattern IPV4 = Pattern.compile("(?<![\\w.])(?:\\d{1,3}\\.){3}\\d{1,3}(?![\\w.]*\\w)");
    private static final Pattern IPV6 = Pattern.compile(
            "(?<![\\w:.])(?=[0-9a-fA-F:]*(?:::|:[0-9a-fA-F]+:[0-9a-fA-F]+:))[0-9a-fA-F:]{3,45}(?![\\w:])");
    private static final Pattern HOST = Pattern.compile("(?<=://|@)[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?");
    private static final Pattern HOME = Pattern.compile("(?<![\\w./-])/(?:home|Users)/[^/\\s\"']+");
    private static final Pattern LOOPBACK =
            Pattern.compile("127\\..*|::1|0\\.0\\.0\\.0|localhost|host\\d+|192\\.0\\.2\\.\\d+");

    private final Map<NodeLabel, NodeLabel> labels = new LinkedHashMap<>();
    private final Map<String, String> ids = new LinkedHashMap<>();
    private final Map<String, String> shortIds = new LinkedHashMap<>();
    private final Map<String, String> addresses = new LinkedHashMap<>();
    private final Map<String, String> hosts = new LinkedHashMap<>();
    private final Pattern words;

    /** {@code names}: of hosts, which are replaced wherever they stand as a word. */
    Anonymizer(Report report, Collection<String> names) {
        Stream.concat(report.roster().stream().map(RosterEntry::node), report.scope().excluded().stream())
                .forEach(this::learn);
        for (RosterEntry entry : report.roster()) {
            if (entry.agentId() != null) {
                id(entry.agentId().hex());
            }
            if (entry.machineId() != null && !entry.machineId().isEmpty()) {
                id(entry.machineId());
            }
        }
        names.stream().filter(name -> name.length() > 1 && !isPublic(name)).forEach(this::host);
        String alternatives = Stream.concat(labels.keySet().stream().map(NodeLabel::text), hosts.keySet().stream())
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        this.words = Pattern.compile(
                alternatives.isEmpty() ? "(?!)" : "(?<![A-Za-z0-9_-])(?:" + alternatives + ")(?![A-Za-z0-9_-])");
    }

    private void learn(NodeLabel label) {
        labels.computeIfAbsent(label, key -> new NodeLabel("node" + (labels.size() + 1)));
    }

    private static boolean isPublic(String name) {
        return LOOPBACK.matcher(name).matches();
    }

    NodeLabel label(NodeLabel label) {
        return labels.getOrDefault(label, label);
    }

    AgentId agent(AgentId agent) {
        return new AgentId(id(agent.hex()));
    }

    /** An id of 64 hex characters; anything else stays. */
    String id(String real) {
        if (!HEX.matcher(real).matches()) {
            return text(real);
        }
        return ids.computeIfAbsent(real, key -> {
            String head = String.format(Locale.ROOT, "%08x", 0xa000_0000L + ids.size() + 1);
            shortIds.put(key.substring(0, 8), head);
            return head.repeat(8);
        });
    }

    private String host(String name) {
        if (isPublic(name)) {
            return name;
        }
        NodeLabel label = NodeLabel.parse(name).map(labels::get).orElse(null);
        return label != null ? label.text() : hosts.computeIfAbsent(name, key -> "host" + (hosts.size() + 1));
    }

    private String address(MatchResult found) {
        String real = found.group();
        return isPublic(real)
                ? real
                : addresses.computeIfAbsent(
                        real, key -> "198.18." + addresses.size() / 250 + "." + (addresses.size() % 250 + 1));
    }

    /** Free text. */
    String text(String text) {
        String changed = HEX.matcher(text).replaceAll(found -> id(found.group()));
        changed = SHORT.matcher(changed).replaceAll(found -> shortIds.getOrDefault(found.group(), found.group()));
        changed = HOST.matcher(changed)
                .replaceAll(found -> IPV4.matcher(found.group()).matches() ? address(found) : host(found.group()));
        changed = IPV4.matcher(changed).replaceAll(this::address);
        changed = IPV6.matcher(changed).replaceAll(found -> Matcher.quoteReplacement(address(found)));
        changed = HOME.matcher(changed).replaceAll("/home/user");
        return words.matcher(changed).replaceAll(found -> word(found.group()));
    }

    private String word(String found) {
        NodeLabel label = NodeLabel.parse(found).map(labels::get).orElse(null);
        return label == null ? hosts.getOrDefault(found, found) : label.text();
    }

    /** JSON: all texts. */
    JsonNode json(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode changed = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(member -> changed.set(member.getKey(), json(member.getValue())));
            return changed;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode changed = JsonNodeFactory.instance.arrayNode();
            array.forEach(element -> changed.add(json(element)));
            return changed;
        }
        return node.isTextual() ? JsonNodeFactory.instance.textNode(text(node.textValue())) : node;
    }
}
