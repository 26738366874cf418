package dev.x0xtest.minimesh.transport;

import dev.x0xtest.minimesh.identity.Bytes;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.stream.LongStream;

/**
 * Encodes and decodes frames: a tag, then the members in order, each byte string and text behind its length. Decoding a
 * malformed frame throws {@link IllegalArgumentException} or {@link IndexOutOfBoundsException}.
 */
public final class FrameCodec {
    /** Largest frame. It has room for the largest raw message that a request to the daemon can carry. */
    static final int MAX_FRAME_BYTES = 2 * 1024 * 1024;

    private static final int MESSAGE_ID_BYTES = 16;

    private FrameCodec() {}

    static void write(LinkFrame frame, ByteBuf out) {
        if (frame instanceof LinkFrame.Hello hello) {
            out.writeByte(1);
            write(hello.statement(), out);
        } else if (frame instanceof LinkFrame.Raw raw) {
            out.writeByte(2).writeLong(raw.sequence());
            write(raw.senderAgentId(), out);
            write(raw.payload(), out);
        } else if (frame instanceof LinkFrame.RawAck ack) {
            out.writeByte(3).writeLong(ack.sequence());
        } else if (frame instanceof LinkFrame.Gossip gossip) {
            out.writeByte(4);
            write(gossip.messageId(), out);
            write(gossip.reached(), out);
            write(gossip.body(), out);
            write(gossip.originKey(), out);
            write(gossip.signature(), out);
        } else if (frame instanceof LinkFrame.Ping) {
            out.writeByte(5);
        } else if (frame instanceof LinkFrame.Heartbeat heartbeat) {
            out.writeByte(6);
            write(heartbeat.messageId(), out);
            out.writeLong(heartbeat.announcedAtMs());
            write(heartbeat.reached(), out);
        }
    }

    static LinkFrame read(ByteBuf in) {
        byte tag = in.readByte();
        return switch (tag) {
            case 1 -> new LinkFrame.Hello(readStatement(in));
            case 2 -> new LinkFrame.Raw(in.readLong(), readText(in), readBytes(in));
            case 3 -> new LinkFrame.RawAck(in.readLong());
            case 4 -> new LinkFrame.Gossip(readBytes(in), readNodes(in), readBytes(in), readBytes(in), readBytes(in));
            case 5 -> new LinkFrame.Ping();
            case 6 -> new LinkFrame.Heartbeat(readId(in), in.readLong(), readNodes(in));
            default -> throw new IllegalArgumentException("unknown frame " + tag);
        };
    }

    /** Encodes a gossip body, as it is signed and flooded. */
    public static Bytes encode(GossipBody body) {
        ByteBuf out = Unpooled.buffer(256);
        if (body instanceof GossipBody.Announcement announcement) {
            out.writeByte(1);
            write(announcement.statement(), out);
        } else if (body instanceof GossipBody.Topic topic) {
            out.writeByte(2);
            write(topic.topic(), out);
            write(topic.payload(), out);
        } else if (body instanceof GossipBody.Direct direct) {
            out.writeByte(3);
            write(direct.recipientAgentId(), out);
            write(direct.senderMachineId(), out);
            write(direct.requestId(), out);
            out.writeBoolean(direct.durable());
            write(direct.payload(), out);
        } else if (body instanceof GossipBody.Ack ack) {
            out.writeByte(4);
            write(ack.recipientAgentId(), out);
            write(ack.requestId(), out);
            out.writeBoolean(ack.outcome() == GossipBody.Outcome.ACCEPTED);
        }
        return drain(out);
    }

    /** Decodes a gossip body. */
    public static GossipBody decode(Bytes body) {
        ByteBuf in = Unpooled.wrappedBuffer(body.array());
        byte tag = in.readByte();
        return switch (tag) {
            case 1 -> new GossipBody.Announcement(readStatement(in));
            case 2 -> new GossipBody.Topic(readText(in), readBytes(in));
            case 3 -> new GossipBody.Direct(readText(in), readText(in), readBytes(in), in.readBoolean(), readBytes(in));
            case 4 ->
                new GossipBody.Ack(
                        readText(in),
                        readBytes(in),
                        in.readBoolean() ? GossipBody.Outcome.ACCEPTED : GossipBody.Outcome.CONFLICT);
            default -> throw new IllegalArgumentException("unknown gossip " + tag);
        };
    }

    static byte[] signedBytes(IdentityStatement statement) {
        ByteBuf out = Unpooled.buffer(4_096);
        write("minimesh-identity-statement-v1", out);
        writeUnsigned(statement, out);
        return drain(out).array();
    }

    private static void write(IdentityStatement statement, ByteBuf out) {
        writeUnsigned(statement, out);
        write(statement.agentSignature(), out);
        write(statement.machineSignature(), out);
    }

    private static void writeUnsigned(IdentityStatement statement, ByteBuf out) {
        write(statement.networkId(), out);
        write(statement.agentKey(), out);
        write(statement.machineKey(), out);
        write(statement.address(), out);
        out.writeLong(statement.createdAtMs());
    }

    private static IdentityStatement readStatement(ByteBuf in) {
        return new IdentityStatement(
                readText(in), readBytes(in), readBytes(in), readText(in), in.readLong(), readBytes(in), readBytes(in));
    }

    private static void write(Bytes bytes, ByteBuf out) {
        out.writeInt(bytes.length()).writeBytes(bytes.array());
    }

    private static void write(String text, ByteBuf out) {
        write(Bytes.ofUtf8(text), out);
    }

    private static void write(NodeSet nodes, ByteBuf out) {
        out.writeShort(nodes.size());
        nodes.stream().forEach(out::writeLong);
    }

    private static NodeSet readNodes(ByteBuf in) {
        int size = in.readUnsignedShort();
        if (size > NodeSet.MAX_SIZE || size * Long.BYTES > in.readableBytes()) {
            throw new IllegalArgumentException(size + " machines in a frame");
        }
        return NodeSet.of(LongStream.generate(in::readLong).limit(size));
    }

    private static Bytes readId(ByteBuf in) {
        Bytes id = readBytes(in);
        if (id.length() != MESSAGE_ID_BYTES) {
            throw new IllegalArgumentException("message id of " + id.length() + " bytes");
        }
        return id;
    }

    private static Bytes readBytes(ByteBuf in) {
        int length = in.readInt();
        if (length < 0 || length > in.readableBytes()) {
            throw new IllegalArgumentException("length " + length + " in a frame");
        }
        byte[] bytes = new byte[length];
        in.readBytes(bytes);
        return Bytes.of(bytes);
    }

    private static String readText(ByteBuf in) {
        return new String(readBytes(in).array(), StandardCharsets.UTF_8);
    }

    private static Bytes drain(ByteBuf buffer) {
        byte[] bytes = new byte[buffer.readableBytes()];
        buffer.readBytes(bytes);
        return Bytes.of(bytes);
    }
}
