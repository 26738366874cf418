package dev.x0xtest.coordinator.run.drive;

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

/** The JSON of a journal: format number and mapper. */
final class JournalJson {
    static final int FORMAT = 1;
    /** Beside the run in the first line; absent in journals of earlier builds. */
    static final String ORIGIN = "origin";

    private JournalJson() {}

    static ObjectMapper mapper() {
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
