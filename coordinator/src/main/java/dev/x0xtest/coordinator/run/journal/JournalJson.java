package dev.x0xtest.coordinator.run.journal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.x0xtest.coordinator.run.terms.Channel;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.NodeLabel;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Function;

/** The JSON of a journal: the names of its members, and the mapper. */
final class JournalJson {
    /** The first member of the first line. Format 1 has no checksums and no wall clock. */
    static final String FORMAT = "format";

    static final int FIRST = 1;
    static final int LATEST = 2;
    static final String RUN = "run";
    /** Absent in journals of earlier builds. */
    static final String ORIGIN = "origin";

    static final String PAYLOAD = "payload";
    static final String SHA256 = "sha256";
    static final String EVENT = "event";
    /** Nanoseconds on the clock of the run. */
    static final String AT = "at_ns";
    /** Milliseconds since 1970 on the coordinator's wall clock. */
    static final String WALL = "wall_ms";

    static final String CHECKSUM = "crc";

    /** One for all: what it learns of the classes of events costs more than a short journal. */
    private static final ObjectMapper MAPPER = made();

    private JournalJson() {}

    /** The mapper; it may be used by several threads, and not be configured. */
    static ObjectMapper mapper() {
        return MAPPER;
    }

    private static ObjectMapper made() {
        SimpleModule module = new SimpleModule();
        text(module, AgentId.class, AgentId::hex, AgentId::new);
        text(module, NodeLabel.class, NodeLabel::text, NodeLabel::new);
        text(module, NetworkName.class, NetworkName::text, NetworkName::new);
        text(module, Channel.class, Channel::label, Channel::of);
        text(module, Duration.class, Duration::toString, Duration::parse);
        return new ObjectMapper().registerModule(module);
    }

    private static <T> void text(
            SimpleModule module, Class<T> type, Function<T, String> write, Function<String, T> read) {
        module.addSerializer(type, new StdSerializer<T>(type) {
            private static final long serialVersionUID = 1L;

            @Override
            public void serialize(T value, JsonGenerator generator, SerializerProvider provider) throws IOException {
                generator.writeString(write.apply(value));
            }
        });
        module.addDeserializer(type, new StdDeserializer<T>(type) {
            private static final long serialVersionUID = 1L;

            @Override
            public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
                return read.apply(parser.getValueAsString());
            }
        });
    }
}
