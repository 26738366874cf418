package dev.x0xtest.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TomlEditTest {
    private static String edited(String text, Consumer<TomlEdit> edit) {
        TomlEdit toml = new TomlEdit(text);
        edit.accept(toml);
        return toml.text();
    }

    private static String set(String text, String path, String value) {
        return edited(text, toml -> toml.set(List.of(path.split("/")), value));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a = 1 # one|                         a|     2 |a = 2 # one",
                "a = \"x # no\" # yes|                a|   \"y\" |a = \"y\" # yes",
                "a = 'it''s' |                        a|     2 |a = 2",
                "a = [1, [2, 3]]   # list|            a|    [] |a = []   # list",
                "t = {} # none|                       t/k|   1 |t.k = 1 # none",
                "t.u = { }|                           t/u/k| 1 |t.u.k = 1",
                "t = { j = 1 }|                       t/k|   2 |t = { k = 2, j = 1 }",
                "t = { k = 1, j = \"}\" } # c|        t/k|   2 |t = { k = 2, j = \"}\" } # c",
                "t = { u = {} } # c|                  t/u/k| 1 |t = { u = { k = 1 } } # c",
                "t = { u = {j=1}, v = 2 }|            t/u/k| 3 |t = { u = { k = 3, j=1}, v = 2 }",
                "\"b.c\".k = 1|                       b.c/k| 2 |\"b.c\".k = 2"
            })
    void aKeyIsSetWhereItIs(String before, String path, String value, String after) {
        assertThat(set(before, path, value)).isEqualTo(after + "\n");
    }

    @Test
    void aNewKeyIsBehindTheLastOneOfItsTable() {
        String before = """
                # ours
                anchors = ["a"]

                [n.a] # first
                host = "h"   # of a
                # nothing more

                # the second
                [n.b]
                """;
        assertThat(set(before, "n/a/x/id", "\"1\"")).isEqualTo(before.replace("# of a\n", "# of a\nx.id = \"1\"\n"));
        assertThat(set(before, "n/b/id", "2")).isEqualTo(before + "id = 2\n");
        assertThat(set(before, "n/c/id", "3")).isEqualTo(before + "\n[n.c]\nid = 3\n");
        assertThat(set("[t]\n", "root", "1")).isEqualTo("root = 1\n[t]\n");
    }

    @Test
    void valuesOfSeveralLinesAreOneValue() {
        String before = """
                a = [ # begin
                  "x", # key = 1
                ]
                t = \"\"\"
                [no.table]
                b = 1
                \"\"\"
                b = 2
                """;
        assertThat(set(before, "b", "3")).isEqualTo(before.replace("b = 2", "b = 3"));
        assertThat(set(before, "a", "[]")).startsWith("a = []\nt = ");
    }

    @Test
    void aKeyIsRenamedWithItsValueAndKeepsItsComment() {
        String before = "[n]\ntokens-file = 'a' # there\n";
        assertThat(edited(before, toml -> toml.rename(List.of("n", "tokens-file"), "token-file", "'b'")))
                .isEqualTo("[n]\ntoken-file = 'b' # there\n");
        assertThat(edited(before, toml -> toml.rename(List.of("n", "other"), "x", "'b'")))
                .isEqualTo(before);
    }

    @Test
    void aTextWithoutItsLastLineBreakGetsOne() throws Exception {
        String after = set("[t]\na = 1", "t/b", "2");
        assertThat(after).isEqualTo("[t]\na = 1\nb = 2\n");
        assertThat(new TomlMapper().readTree(after).toString()).isEqualTo("{\"t\":{\"a\":1,\"b\":2}}");
    }
}
