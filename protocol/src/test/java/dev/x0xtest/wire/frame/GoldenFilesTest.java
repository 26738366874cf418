package dev.x0xtest.wire.frame;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.wire.Resources;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Action;
import dev.x0xtest.wire.action.Actions;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.json.WireJson;
import dev.x0xtest.wire.result.Result;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares the messages that we write with golden files. A golden file may be added but never changed, because older
 * parties must still understand our messages.
 */
class GoldenFilesTest {
    private static final Pattern EXAMPLE =
            Pattern.compile("<!-- golden: (\\S+) -->\\n```\\w*\\n(.*?)\\n```", Pattern.DOTALL);

    static Stream<String> names() {
        return Samples.golden().keySet().stream();
    }

    static Stream<String> commandFiles() {
        return names().filter(name -> name.startsWith("cmd-"));
    }

    static Stream<String> resultFiles() {
        return names().filter(name -> name.startsWith("res-"));
    }

    static Stream<String> frameFiles() {
        return names().filter(name -> name.endsWith(".frame"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void writesTheFrozenBytes(String name) {
        assertThat(new String(Samples.golden().get(name), StandardCharsets.UTF_8))
                .isEqualTo(golden(name));
    }

    @ParameterizedTest
    @MethodSource("commandFiles")
    void readsFrozenCommands(String name) throws WireException {
        Command command = Command.parse(golden(name).getBytes(StandardCharsets.UTF_8));
        assertThat(command).isEqualTo(Samples.commands().get(command.action()));
        assertThat(command.deduplicable()).isTrue();
        assertThat(reencoded(Actions.all().find(command.action()).orElseThrow(), command.params()))
                .containsAllEntriesOf(entries(strippedOfIds(command.params())));
    }

    @ParameterizedTest
    @MethodSource("resultFiles")
    void readsFrozenResults(String name) throws WireException {
        Result result = Result.parse(golden(name).getBytes(StandardCharsets.UTF_8));
        assertThat(result).isEqualTo(Samples.results().get(name.substring(4, name.length() - 5)));
    }

    @ParameterizedTest
    @MethodSource("frameFiles")
    void readsFrozenFrames(String name) throws WireException {
        byte[] bytes = golden(name).getBytes(StandardCharsets.UTF_8);
        Frame frame = Frames.decode(bytes).orElseThrow();
        assertThat(frame.encode()).isEqualTo(bytes);
    }

    @Test
    void freezesOneCommandForEveryAction() {
        Set<String> actions = Actions.all().all().stream().map(Action::name).collect(Collectors.toSet());
        assertThat(commandFiles().map(name -> name.substring(4, name.length() - 5)))
                .containsExactlyInAnyOrderElementsOf(actions)
                .hasSize(18);
    }

    @Test
    void theDocumentShowsTheFrozenMessages() throws WireException {
        Matcher examples = EXAMPLE.matcher(Resources.repositoryText("docs/protocol.md"));
        Set<String> shown = new TreeSet<>();
        while (examples.find()) {
            String name = examples.group(1);
            assertThat(withoutLayout(name, examples.group(2))).as(name).isEqualTo(golden(name));
            shown.add(name);
        }
        Set<String> wanted = new TreeSet<>(resultFiles().toList());
        wanted.addAll(Set.of("cmd-discover.json", "cmd-noop_ack.json", "cmd-send_dm.json", "cmd-contact_add.json"));
        wanted.addAll(Set.of("res2.json", "hop.frame", "legacy.frame", "cmd.frame"));
        assertThat(shown).containsAll(wanted);
    }

    private static String golden(String name) {
        return Resources.text("golden/" + name);
    }

    /** Removes the line breaks that the document adds to JSON. Examples of frames have none. */
    private static String withoutLayout(String name, String example) throws WireException {
        if (name.endsWith(".frame")) {
            return example;
        }
        ObjectNode object = WireJson.parseObject(example.getBytes(StandardCharsets.UTF_8));
        return new String(WireJson.compact(object), StandardCharsets.US_ASCII);
    }

    private static <P> Map<String, String> reencoded(Action<P, ?> action, ObjectNode params) throws WireException {
        return entries(action.params().encode(action.params().decode(params)));
    }

    private static ObjectNode strippedOfIds(ObjectNode params) {
        ObjectNode copy = params.deepCopy();
        copy.remove("request_id");
        copy.remove("anchor_aid");
        return copy;
    }

    private static Map<String, String> entries(ObjectNode object) {
        Map<String, String> entries = new TreeMap<>();
        object.properties().forEach(e -> entries.put(e.getKey(), e.getValue().toString()));
        return entries;
    }
}
