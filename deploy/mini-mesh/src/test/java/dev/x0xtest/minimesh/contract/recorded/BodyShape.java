package dev.x0xtest.minimesh.contract.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Compares a live body with a recorded one. Keys, types and values must be equal, except for the fields that
 * {@link MayDiffer} lists and for texts of the same form. The elements of a list are alternatives of one another, and
 * so are the values of a map whose keys are ids: each live one must consist of recorded fields.
 */
public final class BodyShape {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{64}|[0-9a-f]{16}");
    private static final Pattern TIME = Pattern.compile("1[7-9]\\d{8}(\\d{3})?");

    private final Texts texts;
    private final MayDiffer mayDiffer;

    public BodyShape(Texts texts, MayDiffer mayDiffer) {
        this.texts = texts;
        this.mayDiffer = mayDiffer;
    }

    /** Returns one line for each difference; none if the bodies agree. */
    public List<String> differences(JsonNode recorded, JsonNode live) {
        List<String> found = new ArrayList<>();
        compare("", List.of(recorded), live, found);
        return found;
    }

    private void compare(String path, List<JsonNode> alternatives, JsonNode live, List<String> found) {
        List<JsonNode> alike =
                alternatives.stream().filter(node -> sameType(node, live)).toList();
        if (alike.isEmpty()) {
            if (!(live.isNull() || allNull(alternatives)) || !mayDiffer.orNull(path)) {
                found.add(path + ": recorded " + brief(alternatives) + ", answered " + brief(List.of(live)));
            }
        } else if (live.isObject()) {
            compareObject(path, alike, live, found);
        } else if (live.isArray()) {
            compareList(path, alike, live, found);
        } else if (alike.stream().noneMatch(node -> sameValue(path, node, live))) {
            found.add(path + ": recorded " + brief(alike) + ", answered " + brief(List.of(live)));
        }
    }

    private void compareObject(String path, List<JsonNode> alike, JsonNode live, List<String> found) {
        if (mayDiffer.keys(path) || alike.stream().anyMatch(BodyShape::keyedById)) {
            List<JsonNode> values =
                    alike.stream().flatMap(node -> elements(node)).toList();
            live.properties().forEach(field -> compare(path + "/*", values, field.getValue(), found));
            return;
        }
        if (alike.stream().noneMatch(node -> sameKeys(path, node, live))) {
            found.add(path + ": recorded keys " + keys(alike.get(0)) + ", answered " + keys(live));
        }
        live.properties().forEach(field -> {
            List<JsonNode> values = alike.stream()
                    .filter(node -> node.has(field.getKey()))
                    .map(node -> node.get(field.getKey()))
                    .toList();
            if (!values.isEmpty()) {
                compare(path + "/" + field.getKey(), values, field.getValue(), found);
            }
        });
    }

    private void compareList(String path, List<JsonNode> alike, JsonNode live, List<String> found) {
        if (!mayDiffer.length(path) && alike.stream().noneMatch(node -> node.size() == live.size())) {
            found.add(path + ": recorded " + alike.get(0).size() + " elements, answered " + live.size());
        }
        List<JsonNode> recorded = alike.stream().flatMap(node -> elements(node)).toList();
        if (!recorded.isEmpty()) {
            live.forEach(element -> compare(path + "/*", recorded, element, found));
        }
    }

    private boolean sameKeys(String path, JsonNode recorded, JsonNode live) {
        Set<String> missing = keys(recorded);
        missing.removeAll(keys(live));
        missing.removeIf(key -> mayDiffer.optional(path + "/" + key));
        return missing.isEmpty() && keys(recorded).containsAll(keys(live));
    }

    private boolean sameValue(String path, JsonNode recorded, JsonNode live) {
        if (recorded.isTextual()) {
            return texts.matches(recorded.asText(), live.asText()) || mayDiffer.text(path, live.asText());
        }
        return recorded.equals(live) || mayDiffer.value(path) || sameTimeUnit(recorded, live);
    }

    /** Whether both numbers are times in the same unit, seconds or milliseconds. */
    private static boolean sameTimeUnit(JsonNode recorded, JsonNode live) {
        return recorded.isNumber()
                && TIME.matcher(recorded.asText()).matches()
                && TIME.matcher(live.asText()).matches()
                && recorded.asText().length() == live.asText().length();
    }

    private static boolean sameType(JsonNode recorded, JsonNode live) {
        return recorded.getNodeType() == live.getNodeType()
                && (!recorded.isNumber() || recorded.isIntegralNumber() == live.isIntegralNumber());
    }

    private static boolean allNull(List<JsonNode> nodes) {
        return nodes.stream().allMatch(JsonNode::isNull);
    }

    private static boolean keyedById(JsonNode node) {
        return !node.isEmpty()
                && keys(node).stream().allMatch(key -> ID.matcher(key).matches());
    }

    private static Set<String> keys(JsonNode node) {
        Set<String> keys = new TreeSet<>();
        node.properties().stream().map(Map.Entry::getKey).forEach(keys::add);
        return keys;
    }

    private static Stream<JsonNode> elements(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false);
    }

    private static String brief(List<JsonNode> nodes) {
        String text = nodes.size() == 1 ? nodes.get(0).toString() : nodes.toString();
        return text.length() <= 160 ? text : text.substring(0, 160) + "…";
    }
}
