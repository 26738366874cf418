package dev.x0xtest.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What a reader of the archive reads is there, and every command that he reads of is one that he has. */
class ShippedPagesTest {
    private static final Pattern PAGE = Pattern.compile("<include>(\\w+\\.md)</include>");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```$(.*?)^```$");
    private static final Pattern IN_BLOCK = Pattern.compile("(?m)^(?:\\$ )?(\\./|bin/)?x0xtest ([a-z]+)");
    private static final Pattern IN_TEXT = Pattern.compile("`(\\./|bin/)?x0xtest ([a-z]+)");

    /** The pages of the archive, by their place in it. */
    private static Map<String, String> pages() throws IOException {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("README.md", Files.readString(Path.of("src/dist/README.md")));
        Matcher page = PAGE.matcher(Files.readString(Path.of("src/dist/tar.xml")));
        while (page.find()) {
            pages.put(
                    "docs/" + page.group(1), Files.readString(Path.of("../docs").resolve(page.group(1))));
        }
        return pages;
    }

    @Test
    void everyCommandIsOneOfTheCoordinator() throws IOException {
        CommandLine program = new CommandLine(new Main());
        Set<String> commands = new HashSet<>(program.getSubcommands().keySet());
        // Of the module of the daemon, which is in the archive and which this module does not know.
        commands.addAll(List.of("history", "serve"));
        int seen = 0;
        for (Map.Entry<String, String> page : pages().entrySet()) {
            Stream<MatchResult> inBlocks = BLOCK.matcher(page.getValue())
                    .results()
                    .flatMap(block -> IN_BLOCK.matcher(block.group(1)).results());
            for (MatchResult command : Stream.concat(
                            inBlocks, IN_TEXT.matcher(page.getValue()).results())
                    .toList()) {
                assertThat(command.group(1))
                        .as("%s: %s", page.getKey(), command.group())
                        .isNotEqualTo("./");
                assertThat(commands).as(page.getKey()).contains(command.group(2));
                seen++;
            }
        }
        assertThat(seen).isGreaterThan(15);
    }

    @Test
    void everyLinkLeadsToAFileOfTheArchive() throws IOException {
        Map<String, String> pages = pages();
        for (Map.Entry<String, String> page : pages.entrySet()) {
            Matcher link = LINK.matcher(page.getValue());
            while (link.find()) {
                String target = Path.of(page.getKey())
                        .resolveSibling(link.group(1))
                        .normalize()
                        .toString();
                assertThat(pages.containsKey(target)
                                || (target.startsWith("docs/images/")
                                        && Files.exists(Path.of("..").resolve(target))))
                        .as("%s links to %s", page.getKey(), target)
                        .isTrue();
            }
        }
    }
}
