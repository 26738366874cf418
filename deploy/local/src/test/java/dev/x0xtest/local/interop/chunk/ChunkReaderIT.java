package dev.x0xtest.local.interop.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.local.interop.Interop;
import dev.x0xtest.local.interop.UpstreamHarness;
import dev.x0xtest.wire.frame.ResultWire;
import dev.x0xtest.wire.result.Outcome;
import dev.x0xtest.wire.result.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests that upstream's reassembler accepts our chunks. */
@Interop
@DisplayName("our chunks, their reassembler")
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ChunkReaderIT {
    private static final int ROUNDS = 8;
    private static final String REQUEST = "6f1c9f0e-request";
    private static final String SENDER = "ab".repeat(32);

    @TempDir
    private Path directory = Path.of("");

    private final UpstreamHarness harness = UpstreamHarness.find();
    private final long seed = Long.getLong("chunks.seed", new Random().nextLong());
    private final Random random = new Random(seed);

    @BeforeEach
    void say() {
        System.out.println("ChunkReaderIT seed: " + seed);
    }

    @Test
    @DisplayName("any order, repeated: accepted once")
    void anyOrderAndRepetitionIsAcceptedOnce() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Result result = result(50_000 + random.nextInt(400_000));
            List<byte[]> frames = frames(result, "t" + round);
            List<byte[]> arriving = new ArrayList<>(frames);
            arriving.addAll(frames.subList(0, random.nextInt(frames.size())));
            Collections.shuffle(arriving, random);
            assertThat(accepted(arriving))
                    .as("seed %d, round %d, %d frames", seed, round, frames.size())
                    .containsExactly(new ObjectMapper().readTree(result.toJson()));
        }
    }

    @Test
    @DisplayName("the largest result there can be: accepted")
    void theLargestResultIsAccepted() throws Exception {
        Result result = result((4 << 20) - result(0).toJson().length);
        List<byte[]> frames = new ArrayList<>(frames(result, "t"));
        assertThat(frames).hasSize(171);
        Collections.shuffle(frames, random);
        assertThat(accepted(frames)).containsExactly(new ObjectMapper().readTree(result.toJson()));
    }

    @Test
    @DisplayName("one lost: nothing until the next attempt")
    void anIncompleteTransferYieldsNothingAndTheNextOneYieldsTheResult() throws Exception {
        Result result = result(200_000);
        List<byte[]> arriving = new ArrayList<>(frames(result, "t1"));
        arriving.remove(random.nextInt(arriving.size()));
        assertThat(accepted(arriving)).isEmpty();
        arriving.addAll(frames(result, "t2"));
        Collections.shuffle(arriving, random);
        assertThat(accepted(arriving)).containsExactly(new ObjectMapper().readTree(result.toJson()));
    }

    private static Result result(int letters) {
        ObjectNode details = JsonNodeFactory.instance.objectNode().put("text", "z".repeat(letters));
        return new Result("contact_list_result", REQUEST, REQUEST, Outcome.ok(), null, details, "sfo", SENDER, "", 1);
    }

    private static List<byte[]> frames(Result result, String transfer) {
        return ((ResultWire.Chunked) ResultWire.encode(result, true, () -> REQUEST + ":" + transfer)).frames();
    }

    /** Returns the results that upstream's reassembler accepts from these frames in this order. */
    private List<JsonNode> accepted(List<byte[]> frames) throws Exception {
        Path input = Files.createTempFile(directory, "frames", ".txt");
        Files.write(
                input,
                frames.stream()
                        .map(frame -> new String(frame, StandardCharsets.US_ASCII))
                        .toList());
        Path output = Files.createTempFile(directory, "accepted", ".txt");
        Process process = new ProcessBuilder(
                        harness.python().toString(),
                        "-B",
                        driver().toString(),
                        harness.tests().toString(),
                        REQUEST,
                        SENDER)
                .redirectInput(input.toFile())
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
        return Files.readAllLines(output).stream().map(ChunkReaderIT::json).toList();
    }

    private Path driver() throws IOException {
        Path driver = directory.resolve("reassemble.py");
        try (var resource = ChunkReaderIT.class.getResourceAsStream("/reassemble.py")) {
            if (resource != null && !Files.exists(driver)) {
                Files.copy(resource, driver);
            }
        }
        return driver;
    }

    private static JsonNode json(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
