package dev.x0xtest.minimesh.http.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.x0xtest.minimesh.http.exchange.Shape.Kind;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyReaderTest {
    private static final Shape SHAPE = Shape.of("Thing")
            .with("id", Kind.TEXT)
            .with("label", Kind.OPTIONAL_TEXT)
            .with("flag", Kind.DEFAULT_FLAG)
            .with("ms", Kind.OPTIONAL_NUMBER)
            .with("level", Kind.DEFAULT_TEXT)
            .with("maybe", Kind.OPTIONAL_FLAG)
            .with("gone", Kind.ANYTHING);

    @Test
    void everyKindOfFieldIsRead() throws Rejection {
        Shape.Fields fields = read(
                "{\"id\":\"a\\u00e9\\n\",\"label\":null,\"flag\":true,\"ms\":12,\"other\":[1,{\"x\":[true,null,-1.5e3]}],"
                        + "\"level\":\"known\",\"maybe\":null,\"gone\":{}}");
        assertThat(fields.text("id")).isEqualTo("aé\n");
        assertThat(fields.optionalText("label")).isNull();
        assertThat(fields.flag("flag", false)).isTrue();
        assertThat(fields.number("ms")).isEqualTo(12);
        assertThat(fields.text("level")).isEqualTo("known");
        assertThat(fields.flag("maybe", true)).isTrue();
        assertThat(fields.has("gone")).isTrue();
        assertThat(fields.has("other")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '^', delimiter = ';', textBlock = """
            {};422;missing field `id` at line 1 column 2
            {"id":1};422;id: invalid type: integer `1`, expected a string at line 1 column 7
            {"id":null};422;id: invalid type: null, expected a string at line 1 column 10
            {"id": [];422;id: invalid type: sequence, expected a string at line 1 column 7
            {"id": {;422;id: invalid type: map, expected a string at line 1 column 7
            {"id":"a","flag":"x"};422;flag: invalid type: string "x", expected a boolean at line 1 column 20
            {"id":"a","flag":null};422;flag: invalid type: null, expected a boolean at line 1 column 21
            {"id":"a","ms":-1};422;ms: invalid value: integer `-1`, expected u64 at line 1 column 17
            {"id":"a","ms":1.5};422;ms: invalid type: floating point `1.5`, expected u64 at line 1 column 18
            {"id":"a","id":"b"};422;id: duplicate field `id` at line 1 column 14
            [];422;invalid type: sequence, expected struct Thing at line 1 column 0
            ;400;EOF while parsing a value at line 1 column 0
            {;400;EOF while parsing an object at line 1 column 1
            {"id";400;id: EOF while parsing an object at line 1 column 5
            {"id":;400;id: EOF while parsing a value at line 1 column 6
            {"id":"a;400;id: EOF while parsing a string at line 1 column 8
            {"id":"a",};400;trailing comma at line 1 column 11
            {"id":"a"} x;400;trailing characters at line 1 column 12
            {id;400;key must be a string at line 1 column 2
            nonsense;400;expected ident at line 1 column 2
            """)
    void whatIsWrongIsSaidWithItsPlace(String body, int status, String text) {
        Rejection rejection = refused(body == null ? "" : body);
        String prefix = status == 400
                ? "Failed to parse the request body as JSON: "
                : "Failed to deserialize the JSON body into the target type: ";
        assertThat(new String(rejection.answer().body().array(), StandardCharsets.UTF_8))
                .isEqualTo(prefix + text);
        assertThat(rejection.answer().status()).isEqualTo(status);
        assertThat(rejection.answer().contentType()).isEqualTo("text/plain; charset=utf-8");
    }

    @Test
    void depthHasItsLimit() {
        Rejection rejection = refused("{\"x\":" + "[".repeat(500_000));
        assertThat(rejection.answer().status()).isEqualTo(400);
        assertThat(new String(rejection.answer().body().array(), StandardCharsets.UTF_8))
                .contains("recursion limit exceeded");
    }

    @Test
    void aColumnIsThatOfItsLine() {
        Rejection rejection = refused("{\n  \"id\": 1\n}");
        assertThat(new String(rejection.answer().body().array(), StandardCharsets.UTF_8))
                .endsWith("at line 2 column 9");
    }

    private static Rejection refused(String body) {
        return catchThrowableOfType(Rejection.class, () -> read(body));
    }

    private static Shape.Fields read(String body) throws Rejection {
        return BodyReader.read(body.getBytes(StandardCharsets.UTF_8), SHAPE);
    }
}
