package dev.x0xtest.local.interop.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Compares the answers of two runners member by member. Only the members in {@link ActionFreedom#ALL} may differ. */
final class ActionDifferences {
    /** Lists that the daemon sorts by id. Their elements are compared in the order of their other members. */
    private static final Set<String> BY_ID = Set.of("contacts", "members", "groups");

    private final Set<ActionFreedom> used = new HashSet<>();

    /** Returns a line for each difference. A path starts with the kind of the result. */
    List<String> between(ObjectNode ours, ObjectNode theirs) {
        List<String> lines = new ArrayList<>();
        compare(theirs.path("kind").asText(), ours, theirs, lines);
        return lines;
    }

    /** Returns the freedoms that no comparison has needed so far. */
    List<ActionFreedom> unused() {
        return ActionFreedom.ALL.stream()
                .filter(freedom -> !used.contains(freedom))
                .toList();
    }

    private void compare(String path, JsonNode ours, JsonNode theirs, List<String> lines) {
        if (ours.size() == theirs.size() && keyedById(ours) && keyedById(theirs)) {
            compareKeyed(path + "/" + ActionFreedom.BY_ID, ours, theirs, lines);
        } else if (ours instanceof ObjectNode && theirs instanceof ObjectNode) {
            Set<String> names = new TreeSet<>();
            ours.fieldNames().forEachRemaining(names::add);
            theirs.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> compare(path + "/" + name, ours.path(name), theirs.path(name), lines));
        } else if (ours.isArray() && theirs.isArray() && ours.size() == theirs.size()) {
            boolean byId = BY_ID.contains(path.substring(path.lastIndexOf('/') + 1));
            List<JsonNode> left = elements(ours, byId);
            List<JsonNode> right = elements(theirs, byId);
            for (int i = 0; i < left.size(); i++) {
                compare(path + "[]", left.get(i), right.get(i), lines);
            }
        } else if (!ours.equals(theirs) && !allowed(path, ours, theirs)) {
            lines.add(path + ": ours " + shown(ours) + ", theirs " + shown(theirs));
        }
    }

    private static boolean keyedById(JsonNode node) {
        boolean keyed = node.isObject() && !node.isEmpty();
        for (Iterator<String> names = node.fieldNames(); keyed && names.hasNext(); ) {
            keyed = names.next().matches("[0-9a-f]{64}");
        }
        return keyed;
    }

    private void compareKeyed(String path, JsonNode ours, JsonNode theirs, List<String> lines) {
        List<Map.Entry<String, JsonNode>> left = members(ours);
        List<Map.Entry<String, JsonNode>> right = members(theirs);
        for (int i = 0; i < left.size(); i++) {
            JsonNode leftKey = TextNode.valueOf(left.get(i).getKey());
            compare(path, leftKey, TextNode.valueOf(right.get(i).getKey()), lines);
            compare(path, left.get(i).getValue(), right.get(i).getValue(), lines);
        }
    }

    private static List<Map.Entry<String, JsonNode>> members(JsonNode object) {
        List<Map.Entry<String, JsonNode>> members = new ArrayList<>(object.properties());
        members.sort(Comparator.comparing(member -> withoutIds(member.getValue())));
        return members;
    }

    private static List<JsonNode> elements(JsonNode array, boolean byId) {
        List<JsonNode> elements = new ArrayList<>();
        array.forEach(elements::add);
        if (byId) {
            elements.sort(Comparator.comparing(ActionDifferences::withoutIds));
        }
        return elements;
    }

    /** Returns the element as text with its ids and times masked. */
    private static String withoutIds(JsonNode element) {
        return element.toString().replaceAll("[0-9a-f]{8,}", "#");
    }

    private boolean allowed(String path, JsonNode ours, JsonNode theirs) {
        List<ActionFreedom> fitting = ActionFreedom.ALL.stream()
                .filter(freedom -> freedom.covers(path, ours, theirs))
                .toList();
        used.addAll(fitting);
        return !fitting.isEmpty();
    }

    private static String shown(JsonNode value) {
        String text = value.isMissingNode() ? "nothing" : value.toString();
        return text.length() <= 200 ? text : text.substring(0, 200) + "…(" + text.length() + ")";
    }
}
