package dev.x0xtest.cli.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

/** Durations as people write them. */
class DurationConverterTest {
    @ParameterizedTest
    @CsvSource({
        "500ms, PT0.5S",
        "30s, PT30S",
        "2m, PT2M",
        "1h, PT1H",
        "1m30s, PT1M30S",
        "1h 2m 3s 4ms, PT1H2M3.004S",
        "1.5s, PT1.5S",
        "0.25h, PT15M",
        "90, PT1M30S",
        "1.5, PT1.5S",
        "' 2M ', PT2M",
        "0s, PT0S",
    })
    void areRead(String text, Duration duration) {
        assertThat(new DurationConverter().convert(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "soon",
                "-5s",
                "5x",
                "1s1m",
                "1m2m",
                "s",
                "1.s",
                ".5s",
                "1,5s",
                "1m30",
                "5 0s",
                "9999999999h",
                "1e3s",
                "0x10s",
                "\u0661s"
            })
    void orRefusedWithExamples(String text) {
        assertThatThrownBy(() -> new DurationConverter().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage("'" + text + "' is not a duration such as 500ms, 30s, 1m30s, 2m or 1h");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.5ms", "1.0005s"})
    void nothingIsFinerThanAMillisecond(String text) {
        assertThatThrownBy(() -> new DurationConverter().convert(text)).hasMessage("'" + text + "' is finer than 1 ms");
    }
}
